using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// The secret of an API client, and what is stored of it. It is 40 url-safe characters long, as integrators of the product we are compatible
/// with expect; its beginning lets the door tell it from a ticket, and scanners of source code find it.
/// </summary>
internal readonly struct ApiSecret(string secret)
{
    public const string Prefix = "flk_";

    private const int RandomBytes = 27;
    private const int TailCharacters = 4;

    /// <summary>The secret itself.</summary>
    public string Reveal() => secret;

    public string Tail => secret[^TailCharacters..];

    // The secret is all chance: a slow hash would protect nothing more.
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static ApiSecret New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        return new ApiSecret(Prefix + Base64Url.EncodeToString(bytes));
    }

    public override string ToString() => "API secret";
}
