using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Door;

/// <summary>One accepted socket, until it is known what its caller speaks; then the one who answers for its end.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Its token source has no timer; whoever comes last may still want to cancel it."
)]
internal sealed partial class Reception : IThreadPoolWorkItem, IWatched, IWireHolder
{
    private readonly GatewayDoor _door;
    private readonly Socket _socket;
    private readonly ConnectionCensus.Place _place;
    private readonly bool _tlsOnly;
    private readonly bool _isProxy;
    private readonly long _takenAt;
    private readonly CancellationTokenSource _cut = new();
    private LazyEnd _ended;
    private ProxyHeader _header;
    private Wire? _wire;
    private DeviceConnection? _device;
    private long _due;
    private string _stage = "first byte";

    /// <param name="door">What every reception needs.</param>
    /// <param name="socket">The connection; ownership passes here.</param>
    /// <param name="remote">From where it comes.</param>
    /// <param name="place">Its place; ownership passes here. A proxy's is not counted against an address yet.</param>
    /// <param name="tlsOnly">True: it has to begin with TLS.</param>
    /// <param name="isProxy">True: it begins with the PROXY protocol, which says who the caller is.</param>
    public Reception(
        GatewayDoor door,
        Socket socket,
        IPAddress remote,
        ConnectionCensus.Place place,
        bool tlsOnly,
        bool isProxy
    )
    {
        _door = door;
        _socket = socket;
        Remote = remote;
        _place = place;
        _tlsOnly = tlsOnly;
        _isProxy = isProxy;
        _takenAt = door.Time.GetTimestamp();
        Allow(door.Options.FirstByteTimeout, "first byte");
    }

    /// <summary>The caller's address.</summary>
    public IPAddress Remote { get; private set; }

    public Task Ended => _ended.Task;

    public void Execute() => _ = ServeAsync();

    public void Tick(long now)
    {
        if (Volatile.Read(ref _device) is { } device)
            device.Tick(now);
        else if (now >= Volatile.Read(ref _due))
            TimeOut();
    }

    public void Abort(Ending ending)
    {
        if (Volatile.Read(ref _device) is { } device)
            device.Abort(ending);
        else
            Cut();
    }

    public void LetGo()
    {
        if (Volatile.Read(ref _device) is { } device)
            device.LetGo();
        else
            Cut();
    }

    public void Cut()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Gone already, which is what was wanted.
        }

        // Not here and now: what waits for the token must not run on the thread of the watch.
        _ = _cut.CancelAsync();
    }

    private async Task ServeAsync()
    {
        var handedOver = false;
        try
        {
            if (_door.Watch.TryAdd(this))
                handedOver = await ReceiveCallerAsync();
            if (_wire is not null && _device is not null)
            {
                await using (_wire)
                    await _device.RunAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            Log.CallerLost(_door.Logger, Remote, _stage, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Log.CallerLost(_door.Logger, Remote, _stage, "cut off");
        }
        catch (Exception fault)
        {
            _door.Metrics.Violated("fault");
            Log.ConnectionFaulted(_door.Logger, fault);
        }
        finally
        {
            _door.Watch.Remove(this);
            if (!handedOver)
            {
                _socket.Dispose();
                _place.Dispose();
            }

            _ended.Set();
        }
    }

    private void Allow(TimeSpan span, string stage)
    {
        _stage = stage;
        Volatile.Write(ref _due, _door.After(span));
    }

    private void TimeOut()
    {
        _door.Metrics.Violated("slow");
        Log.CallerTooSlow(_door.Logger, Remote, _stage);
        Cut();
    }
}
