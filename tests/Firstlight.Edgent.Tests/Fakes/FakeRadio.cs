using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Fakes;

internal sealed class FakeRadio : IRadio
{
    private Action<RadioNotice> _heard = _ => { };

    public RadioFacts Facts { get; init; } = new("24:6F:28:AA:BB:CC", "24:6F:28:AA:BB:CD");

    public List<WifiScanEntry> Air { get; } = [];

    /// <summary>What joining answers; never, while null.</summary>
    public JoinResult? Answer { get; set; } = JoinResult.Joined;

    public AccessPoint? AccessPoint { get; private set; }

    public bool IsBroken { get; set; }

    public bool Crashes { get; set; }

    public List<JoinRequest> Joins { get; } = [];

    public List<string> Calls { get; } = [];

    public void Listen(Action<RadioNotice> heard) => _heard = heard;

    public void Notice(RadioNotice notice) => _heard(notice);

    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation)
    {
        Calls.Add("scan");
        return Task.FromResult<IReadOnlyList<WifiScanEntry>>([.. Air]);
    }

    public Task RaiseAccessPointAsync(AccessPoint accessPoint, Edgent.Portal portal, CancellationToken cancellation)
    {
        Calls.Add("raise");
        if (IsBroken)
            throw new IOException("no radio");
        AccessPoint = accessPoint;
        return Task.CompletedTask;
    }

    public Task LowerAccessPointAsync(CancellationToken cancellation)
    {
        Calls.Add("lower");
        if (Crashes)
            throw new InvalidOperationException("radio driver");
        AccessPoint = null;
        return Task.CompletedTask;
    }

    public async Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        Calls.Add("join");
        Joins.Add(request);
        if (Answer is { } answer)
            return answer;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return JoinResult.Timeout;
    }

    public Task LeaveAsync(CancellationToken cancellation)
    {
        Calls.Add("leave");
        return Task.CompletedTask;
    }
}
