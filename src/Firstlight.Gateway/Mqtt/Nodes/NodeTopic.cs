using System.Diagnostics.CodeAnalysis;
using Firstlight.Core;

namespace Firstlight.Gateway.Mqtt.Nodes;

/// <summary><c>dev/TOKEN/…</c>: whose topic or filter it is, and what it says behind that.</summary>
internal static class NodeTopic
{
    public static string Prefix(AuthToken token) => $"dev/{token.Reveal()}/";

    /// <summary>False when no token stands where one is due.</summary>
    public static bool TryRead(string topic, out AuthToken token, [NotNullWhen(true)] out string? rest)
    {
        rest = null;
        token = default;
        if (topic.Split('/', 3) is not ["dev", var text, var behind])
            return false;
        rest = behind;
        return AuthToken.TryParse(text, out token);
    }
}
