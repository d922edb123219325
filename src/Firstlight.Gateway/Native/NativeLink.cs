using System.Buffers;
using System.Globalization;
using System.Text;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Traffic;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>
/// The sending side of one link. Answers of the link's own loop and commands from elsewhere take turns; each is one frame
/// in one write, because some libraries lose what follows a frame in the same segment.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle owns nothing; commands may come after the end.
internal sealed class NativeLink(NativeServices services, Wire wire) : IDeviceLink
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PooledWriter _writer = new();
    private TaskCompletionSource? _opening;
    private volatile bool _open;
    private volatile bool _ended;
    private int _waiting;
    private ushort _lastId;
    private long _sendDue = long.MaxValue;

    public string Protocol => wire.Protocol;

    public System.Net.IPAddress Remote => wire.Remote;

    public string RemoteAddress => wire.Remote.ToString();

    /// <summary>Header and body the device takes at most, in bytes.</summary>
    public int ReceiveBytesMax { get; set; } = NativeLimits.DeviceReceiveBytesDefault;

    /// <summary>Shows what is said here to whoever watches the device.</summary>
    public TrafficTap Tap { get; } = new(services.Traffic, services.Time, wire.Protocol);

    /// <summary>Why the link ended, when someone ended it on purpose.</summary>
    public string? AbortReason { get; private set; }

    public bool IsOpen => _open;

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

    public void Abort(string reason)
    {
        AbortReason ??= reason;
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
            var (kind, fields) = Translate(command);
            return await TrySendAsync(kind, id: null, fields, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A frame with fields; with no id it gets one of ours. False when the device cannot take it or is gone.</summary>
    public async ValueTask<bool> TrySendAsync(
        Command command,
        ushort? id,
        string[] fields,
        CancellationToken cancellation
    )
    {
        if (NativeLimits.HeaderBytes + BodyBytes(fields) > ReceiveBytesMax)
        {
            services.Metrics.Violated("does not fit the device");
            return false;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            if (_ended)
                return false;
            FrameWriter.Write(_writer, command, id ?? NextId(), fields);
            await FlushAsync();
            Tap.Went(command, fields);
            return true;
        }
        catch (Exception lost) when (IsLost(lost))
        {
            Abort("lost while sending");
            return false;
        }
        finally
        {
            _writer.GiveBack();
            _turn.Release();
        }
    }

    /// <summary>An answer to a frame of the device.</summary>
    public async ValueTask AnswerAsync(ushort id, StatusCode status)
    {
        await _turn.WaitAsync(wire.Ended);
        try
        {
            FrameWriter.WriteResponse(_writer, id, status);
            await FlushAsync();
            Tap.Answered(status);
        }
        finally
        {
            _writer.GiveBack();
            _turn.Release();
        }
    }

    /// <summary>What a broken connection throws, on whatever stream.</summary>
    public static bool IsLost(Exception exception) =>
        exception
            is IOException
                or ObjectDisposedException
                or OperationCanceledException
                or System.Net.Sockets.SocketException
                or System.Net.WebSockets.WebSocketException;

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

    private Task OpeningAsync()
    {
        lock (_turn)
        {
            if (_open)
                return Task.CompletedTask;
            _opening ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _opening.Task;
        }
    }

    private ushort NextId() => _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);

    private static (Command, string[]) Translate(DeviceCommand command) =>
        command switch
        {
            DeviceCommand.WritePin write => (
                Command.Hardware,
                [Verbs.VirtualWrite, Number(write.Pin.Number), write.Value]
            ),
            DeviceCommand.SetMetadata set => (Command.Internal, [Verbs.Meta, set.Name, set.Value]),
            DeviceCommand.Reboot => (Command.Internal, [Verbs.Console, "reboot"]),
            DeviceCommand.Reconfigure => (Command.Internal, [Verbs.Console, "config start"]),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };

    public static string Number(byte pin) => pin.ToString(CultureInfo.InvariantCulture);

    private static int BodyBytes(string[] fields)
    {
        var bytes = fields.Length - 1;
        foreach (var field in fields)
            bytes += Encoding.UTF8.GetByteCount(field);
        return bytes;
    }
}
