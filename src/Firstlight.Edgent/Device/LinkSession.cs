using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent;

/// <summary>What a logged-in link means to the device: pins to handlers, orders to the machine, answers to who asked.</summary>
internal sealed class LinkSession(
    DeviceProgram program,
    HandlerQueue handlers,
    CloudFace cloud,
    Inbox inbox,
    Action<string> console,
    CancellationToken ending
) : ILinkListener
{
    public ValueTask PinWrittenAsync(byte pin, VirtualValue value)
    {
        if (program.Pins.TryGetValue(pin, out var handler))
            return handlers.AddAsync(face => handler(value, face), ending);
        return program.OtherPins is { } others
            ? handlers.AddAsync(face => others(pin, value, face), ending)
            : ValueTask.CompletedTask;
    }

    public async ValueTask InternalReceivedAsync(ReadOnlySequence<byte> body)
    {
        switch (InternalKinds.Of(body))
        {
            case InternalKind.FirmwareUpdate when InternalFrames.ReadArgument(body) is { Length: > 0 } url:
                await inbox.ReportAsync(new EdgentEvent.UpdateOrdered(url), ending);
                break;
            case InternalKind.Console:
                console(InternalFrames.ReadArgument(body));
                break;
            case var kind:
                cloud.Hear(kind, body);
                break;
        }
    }
}
