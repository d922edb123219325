using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firstlight.Core;

/// <summary>
/// What is printed beside a static AuthToken so that its unit can be claimed: <c>sqr_</c> and 32 characters. It opens
/// nothing but a claim. A secret all the same: <see cref="ToString"/> never shows it.
/// </summary>
public readonly struct QrToken
{
    /// <summary>What every QR token begins with.</summary>
    public const string Prefix = "sqr_";

    /// <summary>Random bytes in it.</summary>
    public const int Bytes = 24;

    private const int Characters = 36;
    private const char OrganisationMark = '+';

    private readonly string? _text;

    private QrToken(string text) => _text = text;

    /// <summary>The QR token that carries <paramref name="random"/>, <see cref="Bytes"/> random bytes.</summary>
    public static QrToken From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Bytes);
        return new QrToken(Prefix + Base64Url.EncodeToString(random));
    }

    /// <summary>
    /// Reads what a scanned code says: the token alone, or followed by <c>+</c> and the issuing organisation's number.
    /// False for anything else.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? content, out QrToken token)
    {
        token = default;
        var text = content.AsSpan().Trim();
        if (text.Length < Characters || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var rest = text[Characters..];
        var namesOrganisation =
            rest.Length > 1
            && rest[0] == OrganisationMark
            && long.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if ((!rest.IsEmpty && !namesOrganisation) || !IsToken(text[Prefix.Length..Characters]))
            return false;
        token = new QrToken(text[..Characters].ToString());
        return true;
    }

    /// <summary>The secret itself. Call it only to print it, or to hand it to whoever prints it.</summary>
    public string Reveal() => _text ?? throw new InvalidOperationException("An empty QrToken has nothing to reveal.");

    /// <summary>What the printed code says: the token and the organisation that issued it.</summary>
    public string RevealContent(OrganisationId issuer) => $"{Reveal()}{OrganisationMark}{issuer}";

    /// <summary>Says what it is, not which.</summary>
    public override string ToString() => "(QR token)";

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                return false;
        }

        return true;
    }
}
