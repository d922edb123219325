using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary>Payloads are text; NUL separates the parts of a multi-value.</summary>
internal static class PayloadText
{
    public static bool TryRead(in ReadOnlySequence<byte> payload, out string text)
    {
        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        var legal = Utf8.IsValid(bytes);
        text = legal ? Encoding.UTF8.GetString(bytes) : "";
        return legal;
    }
}
