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
            Services.Metrics.Violated("does not fit the device");
            return false;
        }

        var sent = await TryWriteAsync(
            (Link: this, command, id, fields),
            static (output, frame) =>
                FrameWriter.Write(output, frame.command, frame.id ?? frame.Link.NextId(), frame.fields),
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

    public static string Number(byte pin) => pin.ToString(CultureInfo.InvariantCulture);

    protected override ValueTask<bool> DeliverAsync(DeviceCommand command, CancellationToken cancellation)
    {
        if (command is DeviceCommand.Update update)
            return DownloadAddress.Of(Wire, Services.Options.PublicHost, update.Path) is { } address
                ? TrySendAsync(Command.Internal, id: null, [Verbs.Update, address], cancellation)
                : ValueTask.FromResult(false);
        var (kind, fields) = Translate(command);
        return TrySendAsync(kind, id: null, fields, cancellation);
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

    private static int BodyBytes(string[] fields)
    {
        var bytes = fields.Length - 1;
        foreach (var field in fields)
            bytes += Encoding.UTF8.GetByteCount(field);
        return bytes;
    }
}
