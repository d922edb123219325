using System.Buffers;
using System.Collections.Frozen;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>Headers of the user's own.</summary>
internal static class HeaderRules
{
    public const int CountMax = 10;
    public const int NameCharactersMax = 64;
    public const int ValueCharactersMax = 1_024;

    // RFC 9110 §5.6.2.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    // What the request itself says, and what ends or reroutes it on the way.
    private static readonly FrozenSet<string> Ours = new[]
    {
        "Allow",
        "Connection",
        "Expect",
        "Expires",
        "Host",
        "Keep-Alive",
        "Last-Modified",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        Requests.IdHeader,
        Requests.TimestampHeader,
        Requests.SignatureHeader,
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers as they are kept: one without a value keeps the value it has.</summary>
    public static Outcome<IReadOnlyList<WebhookHeader>> Take(
        IReadOnlyDictionary<string, string?> given,
        IReadOnlyList<WebhookHeader> known,
        Vault vault
    )
    {
        if (given.Count > CountMax)
            return Refusal.Invalid("headers", $"A webhook has at most {CountMax} headers of its own.");
        var taken = new List<WebhookHeader>(given.Count);
        foreach (var (name, text) in given)
        {
            var value = string.IsNullOrEmpty(text) ? null : text;
            if (CheckName(name) is { } odd)
                return odd;
            if (taken.Exists(header => IsNamed(header, name)))
                return Refusal.Invalid("headers", $"The header {name} is there twice.");
            if (value is not null && !IsValue(value))
                return Refusal.Invalid(
                    "headers",
                    $"The value of {name} has 1 to {ValueCharactersMax:N0} characters of ASCII and no line breaks."
                );
            var kept = known.FirstOrDefault(header => IsNamed(header, name));
            if (value is null && kept is null)
                return Refusal.Invalid("headers", $"Give the header {name} a value.");
            taken.Add(value is null ? kept! : new WebhookHeader(name, vault.Seal(value)));
        }

        return taken;
    }

    private static Refusal? CheckName(string name)
    {
        if (name.Length is 0 or > NameCharactersMax || name.AsSpan().ContainsAnyExcept(NameCharacters))
            return Refusal.Invalid("headers", "A header's name has letters, digits and hyphens.");
        return Ours.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            ? Refusal.Invalid("headers", $"The header {name} is set by the cloud and cannot be one of yours.")
            : null;
    }

    private static bool IsValue(string value) =>
        value.Length is > 0 and <= ValueCharactersMax && value.All(character => character is >= ' ' and <= '~');

    private static bool IsNamed(WebhookHeader header, string name) =>
        string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);
}
