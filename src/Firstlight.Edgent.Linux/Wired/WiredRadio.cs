using Firstlight.Protocol.Provisioning;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The "radio" of a board with a cable: no access point and nothing to scan. It waits for the cable and for the address that
/// the system gets, and says when either goes.
/// </summary>
public sealed class WiredRadio : IRadio, IAsyncDisposable
{
    /// <summary>How often it looks; the kernel's files cost a few microseconds.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly WiredDevice _device;
    private readonly IWiredAddresses _addresses;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _closed = new();
    private Action<RadioNotice> _heard = static _ => { };
    private CancellationTokenSource? _leaving;
    private Task _watching = Task.CompletedTask;

    internal WiredRadio(WiredDevice device, IWiredAddresses addresses, TimeProvider time, ILogger log)
    {
        (_device, _addresses, _time, _log) = (device, addresses, time, log);
        Facts = new RadioFacts(device.Mac, device.Mac, HasAccessPoint: false);
    }

    /// <inheritdoc />
    public RadioFacts Facts { get; }

    /// <summary>The interface that it uses.</summary>
    public string Interface => _device.Name;

    /// <summary>Finds the interface.</summary>
    /// <exception cref="BoardUnavailableException">There is none, or not the one that was named.</exception>
    public static WiredRadio Open(WiredSettings settings, TimeProvider time, ILogger log)
    {
        var device = WiredDevice.Find(settings);
        Log.WiredFound(log, device.Name, device.Mac);
        return new WiredRadio(device, new SystemAddresses(), time, log);
    }

    /// <inheritdoc />
    public void Listen(Action<RadioNotice> heard) => _heard = heard;

    /// <inheritdoc />
    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<WifiScanEntry>>([]);

    /// <summary>Opens nothing: a board with a cable is claimed by its label or by a short code.</summary>
    public Task RaiseAccessPointAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation)
    {
        Log.WiredWaits(_log);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task LowerAccessPointAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        await LeaveAsync(cancellation);
        if (request.Address is not null)
            return JoinResult.AddressRefused; // A cable's address is the system's affair.
        while (!IsUp())
            await Task.Delay(LookEvery, _time, cancellation);
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _watching = WatchAsync(_leaving.Token);
        return JoinResult.Joined;
    }

    /// <inheritdoc />
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        if (_leaving is not { } leaving)
            return;
        _leaving = null;
        await leaving.CancelAsync();
        await _watching;
        leaving.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync(CancellationToken.None);
        _closed.Dispose();
    }

    private bool IsUp() => _device.HasCarrier && _addresses.HasAddress(_device.Name);

    private async Task WatchAsync(CancellationToken leaving)
    {
        try
        {
            do await Task.Delay(LookEvery, _time, leaving);
            while (IsUp());
            Log.WiredLost(_log, _device.Name);
            _heard(new RadioNotice.LinkLost());
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // It left by itself.
        }
    }
}
