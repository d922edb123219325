using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Core;

/// <summary>
/// The name of a device type that firmware carries: <c>TMPL</c> and 8 letters or digits. Ids made elsewhere with
/// another length up to <see cref="CharactersMax"/> are read too, because firmware in the field checks only the prefix.
/// </summary>
public readonly record struct TemplateId
{
    /// <summary>How every template id begins.</summary>
    public const string Prefix = "TMPL";

    /// <summary>The longest id that is read.</summary>
    public const int CharactersMax = 32;

    private const int NewSuffixCharacters = 8;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private TemplateId(string value) => Value = value;

    /// <summary>The whole id, prefix included.</summary>
    public string Value { get; }

    /// <summary>A new id drawn from <paramref name="random"/>.</summary>
    public static TemplateId New(IRandomSource random)
    {
        Span<char> text = stackalloc char[Prefix.Length + NewSuffixCharacters];
        Prefix.CopyTo(text);
        for (var index = Prefix.Length; index < text.Length; index++)
            text[index] = Alphabet[random.Below(Alphabet.Length)];
        return new TemplateId(new string(text));
    }

    /// <summary>Reads an id; false when the prefix is missing or a character is not a letter or digit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TemplateId id)
    {
        id = default;
        if (text is null || text.Length <= Prefix.Length || text.Length > CharactersMax)
            return false;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }

        id = new TemplateId(text);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";
}
