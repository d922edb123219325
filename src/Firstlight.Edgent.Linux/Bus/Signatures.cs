namespace Firstlight.Edgent.Linux;

/// <summary>The grammar of signatures, with the specification's bounds.</summary>
internal static class Signatures
{
    public const int CharactersMax = 255;
    private const int DepthMax = 32;
    private const string Basic = "ybnqiuxtdsogh";

    /// <summary>The index behind the complete type that begins at <paramref name="at"/>.</summary>
    /// <exception cref="BusFormatException">There is none.</exception>
    public static int EndOfType(ReadOnlySpan<char> signature, int at) => EndOfType(signature, at, 0, 0);

    /// <summary>The same for what an array holds, which may be a dict entry.</summary>
    public static int EndOfArrayElement(ReadOnlySpan<char> signature, int at) =>
        CharacterAt(signature, at) == '{' ? EndOfEntry(signature, at, 1, 0) : EndOfType(signature, at);

    /// <exception cref="BusFormatException">Not a row of complete types.</exception>
    public static void Check(ReadOnlySpan<char> signature)
    {
        if (signature.Length > CharactersMax)
            throw new BusFormatException("A signature is too long.");
        for (var at = 0; at < signature.Length; )
            at = EndOfType(signature, at);
    }

    /// <exception cref="BusFormatException">Not exactly one complete type.</exception>
    public static void CheckSingle(ReadOnlySpan<char> signature)
    {
        if (signature.Length is 0 or > CharactersMax || EndOfType(signature, 0) != signature.Length)
            throw new BusFormatException("A variant does not hold exactly one type.");
    }

    public static int AlignmentOf(char type) =>
        type switch
        {
            'y' or 'g' or 'v' => 1,
            'n' or 'q' => 2,
            'x' or 't' or 'd' or '(' or '{' => 8,
            _ => 4,
        };

    private static int EndOfType(ReadOnlySpan<char> signature, int at, int arrays, int structs)
    {
        switch (CharacterAt(signature, at))
        {
            case 'v':
            case var basic when Basic.Contains(basic, StringComparison.Ordinal):
                return at + 1;
            case 'a' when arrays < DepthMax:
                return CharacterAt(signature, at + 1) == '{'
                    ? EndOfEntry(signature, at + 1, arrays + 1, structs)
                    : EndOfType(signature, at + 1, arrays + 1, structs);
            case '(' when structs < DepthMax:
                var end = EndOfType(signature, at + 1, arrays, structs + 1);
                while (CharacterAt(signature, end) != ')')
                    end = EndOfType(signature, end, arrays, structs + 1);
                return end + 1;
            default:
                throw new BusFormatException("A signature holds what is no type, or nests too deep.");
        }
    }

    private static int EndOfEntry(ReadOnlySpan<char> signature, int at, int arrays, int structs)
    {
        if (structs >= DepthMax || !Basic.Contains(CharacterAt(signature, at + 1), StringComparison.Ordinal))
            throw new BusFormatException("A dict entry's key is no basic type.");
        var end = EndOfType(signature, at + 2, arrays, structs + 1);
        return CharacterAt(signature, end) == '}'
            ? end + 1
            : throw new BusFormatException("A dict entry has more than key and value.");
    }

    private static char CharacterAt(ReadOnlySpan<char> signature, int at) =>
        at < signature.Length ? signature[at] : throw new BusFormatException("A signature ends in the middle.");
}
