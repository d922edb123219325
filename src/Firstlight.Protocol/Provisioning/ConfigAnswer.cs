using System.Text.Json.Serialization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>What <c>/config</c> and <c>/reset</c> answer: 200 with <c>ok</c>, or 500 with <c>error</c>.</summary>
/// <param name="Status"><c>ok</c> or <c>error</c>.</param>
/// <param name="Message">A sentence; the texts are fixed by firmware in the field.</param>
public sealed record ConfigAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("msg")] string Message
)
{
    /// <summary>The settings were taken; the access point vanishes about a second later.</summary>
    public static readonly ConfigAnswer TryingToConnect = new("ok", "Trying to connect...");

    /// <summary>The settings were stored without trying them (<c>save</c>).</summary>
    public static readonly ConfigAnswer Saved = new("ok", "Configuration saved");

    /// <summary>Something is missing or too long; nothing was changed.</summary>
    public static readonly ConfigAnswer Invalid = new("error", "Configuration invalid");

    /// <summary>The settings are gone and the access point starts anew.</summary>
    public static readonly ConfigAnswer Reset = new("ok", "Configuration reset");
}
