using System.Globalization;
using System.Text;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>
/// Native frames to one device. Each is one write, because some libraries lose what follows a frame in the same segment.
/// </summary>
internal sealed class NativeLink(LinkServices services, Wire wire) : DeviceLink(services, wire)
{
    private ushort _lastId;
    private TaskCompletionSource? _ping;

    /// <summary>The device's session, whose maker is told of what did not fit.</summary>
    public IDeviceSession? Session { get; set; }

    /// <summary>False for the one library that takes a ping's answer for something else.</summary>
    public bool TakesPings { get; set; } = true;

    /// <summary>The Node library takes each byte for a character, and writes so too.</summary>
    public bool IsOneByteText { get; set; }

    /// <summary>A frame with fields; with no id it gets one of ours. False when the device cannot take it or is gone.</summary>
    public async ValueTask<bool> TrySendAsync(
        Command command,
        ushort? id,
        string[] fields,
        CancellationToken cancellation
    )
    {
        var charset = IsOneByteText && Array.TrueForAll(fields, IsLatin1) ? Encoding.Latin1 : Encoding.UTF8;
        if (NativeLimits.HeaderBytes + FrameWriter.BodyBytes(charset, fields) > ReceiveBytesMax)
        {
            Services.Metrics.Violated("does not fit the device");
            Session?.NoteFault(Complaints.TooLarge(Subject(command, fields), ReceiveBytesMax));
            return false;
        }

        var sent = await TryWriteAsync(
            (Link: this, charset, command, id, fields),
            static (output, frame) =>
                FrameWriter.Write(output, frame.charset, frame.command, frame.id ?? frame.Link.NextId(), frame.fields),
            cancellation
        );
        if (sent)
            Tap.Went(command, fields);
        return sent;
    }

    /// <summary>An answer to a frame of the device.</summary>
    public async ValueTask AnswerAsync(ushort id, StatusCode status)
    {
        await WriteAsync(
            (id, status),
            static (output, answer) => FrameWriter.WriteResponse(output, answer.id, answer.status),
            Wire.Ended
        );
        Tap.Answered(status);
    }

    /// <summary>Sent instead of the answer to a login; nothing follows it.</summary>
    public ValueTask RedirectAsync(ushort id, Redirect redirect) =>
        WriteAsync((id, redirect), static (output, state) => state.redirect.Write(output, state.id), Wire.Ended);

    public override async ValueTask<bool> PingAsync(CancellationToken cancellation)
    {
        // Before its information is answered, the device may take a ping for that answer.
        await OpeningAsync().WaitAsync(cancellation);
        if (!TakesPings)
            return false;
        var ping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ping = Interlocked.CompareExchange(ref _ping, ping, null) ?? ping;
        if (!await TrySendAsync(Command.Ping, id: null, [], cancellation))
            return false;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, Wire.Ended);
        await ping.Task.WaitAsync(either.Token);
        return true;
    }

    /// <summary>The device sent a response: to a ping, whatever its id says, because a library in the field names another one.</summary>
    public void TakeResponse() => Interlocked.Exchange(ref _ping, null)?.SetResult();

    public static string Number(byte pin) => pin.ToString(CultureInfo.InvariantCulture);

    protected override ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation)
    {
        if (command is DeviceCommand.Update update)
            return DownloadAddress.Of(Wire, Services.Options.PublicHost, update.Path) is { } address
                ? TrySendAsync(Command.Internal, id: null, [Verbs.Update, address], cancellation)
                : ValueTask.FromResult(false);
        var (kind, fields) = Translate(command);
        var id = (command as DeviceCommand.BridgedPin)?.FrameId;
        return TrySendAsync(kind, id, fields, cancellation);
    }

    // A pin, a metadata field, or what the frame is; never its value, which may be an address with a key in it.
    private static string Subject(Command command, string[] fields) =>
        fields switch
        {
            [Verbs.VirtualWrite, var pin, ..] => $"V{pin}",
            [Verbs.Meta, var name, ..] => name,
            [var verb, ..] => verb,
            _ => command.ToString(),
        };

    private ushort NextId() => _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);

    private static (Command, string[]) Translate(DeviceCommand command) =>
        command switch
        {
            DeviceCommand.WritePin write => (
                write is DeviceCommand.BridgedPin ? Command.Bridge : Command.Hardware,
                [Verbs.VirtualWrite, Number(write.Pin.Number), write.Value]
            ),
            DeviceCommand.SetMetadata set => (Command.Internal, [Verbs.Meta, set.Name, set.Value]),
            DeviceCommand.AppCame => (Command.Internal, [Verbs.AppCame]),
            DeviceCommand.AppWent => (Command.Internal, [Verbs.AppWent]),
            DeviceCommand.Reboot => (Command.Internal, [Verbs.Console, "reboot"]),
            DeviceCommand.Reconfigure => (Command.Internal, [Verbs.Console, "config start"]),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };

    private static bool IsLatin1(string field)
    {
        const char last = 'ÿ';
        return !field.AsSpan().ContainsAnyExceptInRange('\0', last);
    }
}
