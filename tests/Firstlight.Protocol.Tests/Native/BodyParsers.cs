using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Protocol.Tests.Native;

/// <summary>Every parser of a body, for tests that only ask whether it survives.</summary>
internal static class BodyParsers
{
    public static bool RunAll(ReadOnlySequence<byte> body)
    {
        if (PinMessage.TryRead(body, out var pin))
            pin.DecodeValue();
        SyncRequest.TryRead(body, out _);
        PropertyMessage.TryRead(body, out _);
        EventLog.TryRead(body, out _);
        EventClear.TryRead(body, out _);
        GroupMessage.TryRead(body, out _);
        Redirect.TryRead(body, out _);
        DeviceInformation.Read(body);
        TimeQuestions.TryRead(body, out _);
        TimeQuestions.TryReadAnswer(body, out _, out _);
        MetadataRequest.TryRead(body, out _);
        MetadataRequest.TryReadValue(body, out _, out _);
        InternalFrames.TryReadLocalClock(body, out _);
        InternalFrames.ReadArgument(body);
        return Enum.IsDefined(InternalKinds.Of(body));
    }
}
