using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Core;

/// <summary>
/// What identifies, authenticates and connects one device: 24 random bytes in URL-safe base64, 32 characters.
/// It is a secret: <see cref="ToString"/> never shows it, so that a log line or an exception text cannot.
/// </summary>
public readonly struct AuthToken : IEquatable<AuthToken>
{
    /// <summary>The length of every token, in characters.</summary>
    public const int Characters = 32;

    /// <summary>Random bytes in it.</summary>
    public const int Bytes = 24;

    /// <summary>How many of them may be stored and shown: too few to help whoever guesses the other 28 (docs/decisions/0015).</summary>
    public const int TailCharacters = 4;

    private readonly string? _text;

    private AuthToken(string text) => _text = text;

    /// <summary>A new token drawn from <paramref name="random"/>.</summary>
    public static AuthToken New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        return From(bytes);
    }

    /// <summary>The token that carries <paramref name="random"/>, <see cref="Bytes"/> random bytes.</summary>
    public static AuthToken From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Bytes);
        return new AuthToken(Base64Url.EncodeToString(random));
    }

    /// <summary>Reads a token; false when it is not 32 characters of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AuthToken token)
    {
        token = default;
        if (text is not { Length: Characters })
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                return false;
        }

        token = new AuthToken(text);
        return true;
    }

    /// <summary>The secret itself. Call it only to hand the token to its owner or to its device.</summary>
    public string Reveal() => _text ?? throw new InvalidOperationException("An empty AuthToken has nothing to reveal.");

    /// <summary>The last <see cref="TailCharacters"/> characters: what people tell tokens apart by.</summary>
    public string Tail => Reveal()[^TailCharacters..];

    /// <summary>What the database looks tokens up by.</summary>
    public TokenHash Hash()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(Reveal()), digest);
        return new TokenHash(Convert.ToHexStringLower(digest));
    }

    /// <summary>The last four characters behind dots: what a log may show.</summary>
    public override string ToString() => _text is null ? "(no token)" : $"…{Tail}";

    /// <inheritdoc />
    public bool Equals(AuthToken other) =>
        _text is null || other._text is null
            ? _text == other._text
            : CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(_text),
                Encoding.ASCII.GetBytes(other._text)
            );

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AuthToken other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Same token, compared in constant time.</summary>
    public static bool operator ==(AuthToken left, AuthToken right) => left.Equals(right);

    /// <summary>Another token.</summary>
    public static bool operator !=(AuthToken left, AuthToken right) => !left.Equals(right);
}

/// <summary>SHA-256 of an AuthToken as 64 lower-case hexadecimal digits: safe to store and to index.</summary>
public readonly record struct TokenHash(string Hex);
