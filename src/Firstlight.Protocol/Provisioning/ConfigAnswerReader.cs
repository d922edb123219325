using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Provisioning;

/// <summary>Reads what <c>/config</c> and <c>/reset</c> answer.</summary>
public static class ConfigAnswerReader
{
    /// <summary>
    /// Reads the answer. False when there is no <c>status</c> in it: go by the HTTP status, 200 for accepted and 500 for
    /// refused.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> answer, [NotNullWhen(true)] out ConfigAnswer? config)
    {
        config = null;
        if (!TolerantJson.TryDecode(answer, out var text, out _))
            return false;
        var values = TolerantJson.ReadObject(text) ?? UnescapedJson.ReadObject(text, ["status", "msg"]);
        if (values?.Text("status") is { } status)
            config = new ConfigAnswer(status, values.Text("msg") ?? "");
        return config is not null;
    }
}
