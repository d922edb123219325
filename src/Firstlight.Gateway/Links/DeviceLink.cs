using System.Buffers;
using System.Net;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Links;

/// <summary>
/// The sending side of one link. Answers of the link's own loop and commands from elsewhere take turns; what belongs
/// together is one write.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle owns nothing; commands may come after the end.
internal abstract class DeviceLink(LinkServices services, Wire wire) : IDeviceLink
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PooledWriter _writer = new();
    private TaskCompletionSource? _opening;
    private volatile bool _open;
    private volatile bool _ended;
    private int _waiting;
    private long _sendDue = long.MaxValue;

    public string Protocol => wire.Protocol;

    public IPAddress Remote => wire.Remote;

    public long TakenAt => wire.TakenAt;

    public string RemoteAddress => wire.Remote.ToString();

    /// <summary>The largest frame or packet the device takes, in bytes.</summary>
    public int ReceiveBytesMax { get; set; } = NativeLimits.DeviceReceiveBytesDefault;

    /// <summary>Shows what is said here to whoever watches the device.</summary>
    public TrafficTap Tap { get; } = new(services.Traffic, services.Time, wire.Protocol);

    /// <summary>Why the link ended, when someone ended it on purpose.</summary>
    public Ending? Aborted { get; private set; }

    public bool IsOpen => _open;

    protected LinkServices Services => services;

    protected Wire Wire => wire;

    /// <summary>True when the device has not taken a frame within the time allowed.</summary>
    public bool IsStuck(long now) => now >= Volatile.Read(ref _sendDue);

    /// <summary>The device's information was answered, or it has none: commands may go out.</summary>
    public void Open()
    {
        TaskCompletionSource? opening;
        lock (_turn)
        {
            _open = true;
            opening = _opening;
        }

        opening?.TrySetResult();
    }

    /// <summary>Nothing goes out any more; those who wait are told.</summary>
    public void End()
    {
        _ended = true;
        Open();
    }

    public void Abort(LinkEnd end) => Abort(Ending.Of(end));

    /// <summary>Ends the link at once, or when what is being written now has gone out, which does not wait for the device.</summary>
    public void Abort(Ending ending)
    {
        if (Aborted is null)
        {
            Aborted = ending;
            if (_turn.Wait(0, CancellationToken.None))
                _ = SayGoodbyeAsync(ending);
            else if (!WaitsForDevice)
            {
                _ = EndInTurnAsync(ending);
                return;
            }
        }

        End();
        wire.Cut();
    }

    public async ValueTask<bool> SendAsync(DeviceCommand command, CancellationToken cancellation)
    {
        if (_ended)
            return false;
        try
        {
            if (Interlocked.Increment(ref _waiting) > services.Options.WaitingCommandsMax)
            {
                services.Metrics.Violated("too many commands waiting");
                return false;
            }

            if (!_open)
                await OpeningAsync().WaitAsync(cancellation);
            return await DeliverAsync(command, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public abstract ValueTask<bool> PingAsync(CancellationToken cancellation);

    /// <summary>What a broken connection throws, on whatever stream.</summary>
    public static bool IsLost(Exception exception) =>
        exception
            is IOException
                or ObjectDisposedException
                or OperationCanceledException
                or System.Net.Sockets.SocketException
                or System.Net.WebSockets.WebSocketException;

    /// <summary>Puts the command into the protocol's words and sends it. False when the device cannot take it or is gone.</summary>
    protected abstract ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation);

    /// <summary>Ends when commands may go out.</summary>
    protected Task OpeningAsync()
    {
        lock (_turn)
        {
            if (_open)
                return Task.CompletedTask;
            _opening ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _opening.Task;
        }
    }

    /// <summary>The protocol's last word to a link that is ended on purpose; most have none. False when nothing was written.</summary>
    protected virtual bool WriteGoodbye(IBufferWriter<byte> output, Ending ending) => false;

    /// <summary>Sends what <paramref name="write"/> writes. False when the device is gone.</summary>
    protected async ValueTask<bool> TryWriteAsync<TState>(
        TState state,
        Action<IBufferWriter<byte>, TState> write,
        CancellationToken cancellation
    )
    {
        try
        {
            await WriteAsync(state, write, cancellation);
            return !_ended;
        }
        catch (Exception lost) when (IsLost(lost) && !IsGivenUp(lost, cancellation))
        {
            Abort(Ending.LostWhileSending);
            return false;
        }
    }

    /// <summary>Sends what <paramref name="write"/> writes, or nothing when the link has ended.</summary>
    protected async ValueTask WriteAsync<TState>(
        TState state,
        Action<IBufferWriter<byte>, TState> write,
        CancellationToken cancellation
    )
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_ended)
                return;
            write(_writer, state);
            await FlushAsync();
        }
        finally
        {
            _writer.GiveBack();
            _turn.Release();
        }
    }

    private static bool IsGivenUp(Exception lost, CancellationToken cancellation) =>
        lost is OperationCanceledException && cancellation.IsCancellationRequested;

    // A caller who gives up must not leave half a frame behind: only the link's own end stops a write.
    private async ValueTask FlushAsync()
    {
        services.Metrics.Sent();
        var write = wire.Stream.WriteAsync(_writer.Written, wire.Ended);
        if (write.IsCompleted)
        {
            await write;
            return;
        }

        Volatile.Write(ref _sendDue, services.After(services.Options.SendTimeout));
        await write;
        Volatile.Write(ref _sendDue, long.MaxValue);
    }

    private bool WaitsForDevice => Volatile.Read(ref _sendDue) != long.MaxValue;

    /// <summary>Should somebody's write wait for the device before it is our turn, the link is found stuck and cut.</summary>
    private async Task EndInTurnAsync(Ending ending)
    {
        await _turn.WaitAsync(CancellationToken.None);
        var goodbye = SayGoodbyeAsync(ending);
        End();
        wire.Cut();
        await goodbye;
    }

    /// <summary>Whoever does not take it at once has missed it: the cut ends the write. The turn is taken, and given back here.</summary>
    private async Task SayGoodbyeAsync(Ending ending)
    {
        try
        {
            if (!_ended && WriteGoodbye(_writer, ending))
                await wire.Stream.WriteAsync(_writer.Written, wire.Ended);
        }
        catch (Exception lost) when (IsLost(lost))
        {
            // Gone already, which is what was wanted.
        }
        finally
        {
            _writer.GiveBack();
            _turn.Release();
        }
    }
}
