using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>
/// By this one device fetches one shipment's firmware for a while. It stands in an address, so it is a token of its own and never the
/// device's AuthToken; it is a secret all the same, and <see cref="ToString"/> does not show it.
/// </summary>
public readonly record struct UpdateLink
{
    private const int Bytes = 24;
    private const int Characters = 32;

    private readonly string? _text;

    private UpdateLink(string text) => _text = text;

    /// <summary>A new one drawn from <paramref name="random"/>.</summary>
    public static UpdateLink New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        return new UpdateLink(Base64Url.EncodeToString(bytes));
    }

    /// <summary>Reads one; false when it has not the form of one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UpdateLink link)
    {
        var read = text is { Length: Characters } && Base64Url.IsValid(text);
        link = read ? new UpdateLink(text!) : default;
        return read;
    }

    /// <summary>The secret itself, for its device.</summary>
    public string Reveal() => _text ?? throw new InvalidOperationException("An empty link has nothing to reveal.");

    /// <summary>What the database looks it up by.</summary>
    public TokenHash Hash() => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Reveal()))));

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(update link)";
}
