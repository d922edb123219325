using System.Buffers.Binary;
using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What an organisation is called that somebody makes who may not know which names are taken.</summary>
internal static class OrganisationNames
{
    private const int CountedTo = 9;
    private const int RandomOnes = 3;
    private const int NumbersBelow = 1_000_000;

    // A blank and up to six digits.
    private const int NumberCharactersMax = 7;

    /// <summary>The name, then with small numbers, then with ones that hardly anybody has; all of them short enough.</summary>
    public static IReadOnlyList<string> For(string name, IRandomSource random)
    {
        var whole = Shorten(name.Trim(), AccountLimits.OrganisationNameCharactersMax);
        var stem = Shorten(whole, AccountLimits.OrganisationNameCharactersMax - NumberCharactersMax);
        var counted = Enumerable.Range(2, CountedTo - 1).Select(number => $"{stem} {number}");
        var drawn = Enumerable.Range(0, RandomOnes).Select(_ => $"{stem} {Draw(random)}");
        return [whole, .. counted, .. drawn];
    }

    // Not through the middle of a character.
    private static string Shorten(string text, int charactersMax)
    {
        if (text.Length <= charactersMax)
            return text;
        var end = char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax - 1 : charactersMax;
        return text[..end].TrimEnd();
    }

    private static uint Draw(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) % NumbersBelow;
    }
}
