using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Core;

/// <summary>
/// What a person types on a device's own page in place of an AuthToken: 8 characters, 40 bits, shown as <c>XXXX-XXXX</c>. Digits
/// and letters without I, L, O and U, so that nothing looks like something else. A secret like the token it stands for:
/// <see cref="ToString"/> never shows it.
/// </summary>
public readonly struct ShortCode
{
    /// <summary>Characters, without the dash.</summary>
    public const int Characters = 8;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int GroupCharacters = Characters / 2;

    private readonly string? _text;

    private ShortCode(string text) => _text = text;

    /// <summary>A new code drawn from <paramref name="random"/>.</summary>
    public static ShortCode New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Characters];
        random.Fill(bytes);
        Span<char> text = stackalloc char[Characters];
        for (var index = 0; index < Characters; index++)
            text[index] = Alphabet[bytes[index] % Alphabet.Length]; // 256 is a multiple of 32: every letter is as likely.
        return new ShortCode(new string(text));
    }

    /// <summary>
    /// Reads what a person typed: any case, spaces and dashes anywhere; I and L are read as 1, O as 0, U as V. False when it is not
    /// eight letters and digits then.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ShortCode code)
    {
        code = default;
        if (text is null)
            return false;
        Span<char> read = stackalloc char[Characters];
        var length = 0;
        foreach (var character in text)
        {
            if (character is ' ' or '-')
                continue;
            if (length == Characters || !char.IsAsciiLetterOrDigit(character))
                return false;
            read[length++] = Fold(char.ToUpperInvariant(character));
        }

        if (length < Characters)
            return false;
        code = new ShortCode(new string(read));
        return true;
    }

    /// <summary>The secret itself, <c>XXXX-XXXX</c>. Call it only to show the code to the person who asked for it.</summary>
    public string Reveal() =>
        _text is null
            ? throw new InvalidOperationException("An empty short code has nothing to reveal.")
            : $"{_text[..GroupCharacters]}-{_text[GroupCharacters..]}";

    /// <summary>
    /// What the database looks codes up by. With a key: 40 bits are few, and whoever has the database alone must not be
    /// able to try them all.
    /// </summary>
    public CodeHash Hash(ReadOnlySpan<byte> key)
    {
        var text = _text ?? throw new InvalidOperationException("An empty short code has no hash.");
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text), digest);
        return new CodeHash(Convert.ToHexStringLower(digest));
    }

    /// <summary>Never the code.</summary>
    public override string ToString() => "(short code)";

    private static char Fold(char character) =>
        character switch
        {
            'I' or 'L' => '1',
            'O' => '0',
            'U' => 'V',
            _ => character,
        };
}

/// <summary>HMAC-SHA256 of a short code as 64 lower-case hexadecimal digits.</summary>
public readonly record struct CodeHash(string Hex);
