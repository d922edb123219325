using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>
/// A signing secret and what is signed with it, by the Standard Webhooks scheme: HMAC-SHA256 over <c>id.timestamp.body</c>.
/// </summary>
internal readonly struct SecretText(string text)
{
    public const string Prefix = "whsec_";

    /// <summary>The scheme asks for 24 to 64 bytes.</summary>
    private const int RandomBytes = 32;

    /// <summary>The secret itself.</summary>
    public string Reveal() => text;

    public static SecretText New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        return new SecretText(Prefix + Convert.ToBase64String(bytes));
    }

    /// <summary>One signature with its version, such as <c>v1,K5oZ…</c>.</summary>
    public string Sign(string messageId, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(text[Prefix.Length..]);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.ASCII.GetBytes($"{messageId}.{Timestamp(at)}."));
        hash.AppendData(body);
        return "v1," + Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>The whole seconds since 1970 that are signed and sent.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public override string ToString() => "webhook secret";
}
