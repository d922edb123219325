using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>A radio that takes its time, as real ones do.</summary>
internal sealed class RadioInWorld(World world) : IRadio
{
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(2);

    private Action<RadioNotice> _heard = _ => { };

    public RadioFacts Facts { get; } = new("24:6F:28:AA:BB:CC", "24:6F:28:AA:BB:CD");

    public int AccessPoints { get; private set; }

    public bool IsAccessPoint { get; private set; }

    /// <summary>When each attempt began.</summary>
    public List<TimeSpan>? Joins { get; set; }

    public Router? Joined { get; private set; }

    /// <summary>The link to the router is gone, told or not.</summary>
    public Action? Cut { get; set; }

    public void Listen(Action<RadioNotice> heard) => _heard = heard;

    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<WifiScanEntry>>([]);

    public Task RaiseAccessPointAsync(AccessPoint accessPoint, Edgent.Portal portal, CancellationToken cancellation)
    {
        AccessPoints++;
        IsAccessPoint = true;
        return Task.CompletedTask;
    }

    public Task LowerAccessPointAsync(CancellationToken cancellation)
    {
        IsAccessPoint = false;
        return Task.CompletedTask;
    }

    public async Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        Leave();
        Joins?.Add(world.Now);
        await Task.Delay(Looking, world.Time, cancellation);
        if (world.Routers.Find(router => router.IsOn && router.Ssid == request.Ssid) is not { } found)
            return JoinResult.NotFound;
        if (found.IsSilent)
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, cancellation);
        await Task.Delay(Handshake, world.Time, cancellation);
        if (!found.Serves(request.Ssid, request.Password))
            return found.IsOn ? JoinResult.WrongPassword : JoinResult.Timeout;
        Joined = found;
        found.Gone += Lose;
        return JoinResult.Joined;
    }

    public Task LeaveAsync(CancellationToken cancellation)
    {
        Leave();
        return Task.CompletedTask;
    }

    /// <summary>Its power is gone, and with it the network and the access point.</summary>
    public void GoDark()
    {
        IsAccessPoint = false;
        Leave();
    }

    private void Leave()
    {
        if (Joined is not { } router)
            return;
        router.Gone -= Lose;
        Joined = null;
        Cut?.Invoke();
    }

    private void Lose()
    {
        Leave();
        _heard(new RadioNotice.LinkLost());
    }
}
