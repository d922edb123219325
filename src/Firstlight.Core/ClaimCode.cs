using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Core;

/// <summary>
/// What a person types when a QR code cannot be scanned: 80 bits of the QR token as 16 characters, and two check characters
/// that tell a slip of the finger before anybody is asked. Written <c>XXXXXX-XXXXXX-XXXXXX</c>. As much a secret as its QR
/// token.
/// </summary>
/// <remarks>
/// The alphabet is Crockford's base 32: no I, L, O or U; reading takes small letters, O for 0, and I or L for 1. The check is
/// a CRC of 10 bits (x¹⁰+x⁹+x⁵+x⁴+x+1): it finds every single wrong character and every two neighbours that were swapped,
/// because both change at most 10 bits in a row.
/// </remarks>
public readonly struct ClaimCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int BitsPerCharacter = 5;
    private const int DataBytes = 10;
    private const int DataCharacters = 16;
    private const int CheckCharacters = 2;
    private const int Characters = DataCharacters + CheckCharacters;
    private const int GroupCharacters = 6;
    private const int Polynomial = 0x233;
    private const int CheckBits = 10;

    // Part of what is printed: another text gives other codes.
    private static readonly byte[] Purpose = "firstlight claim code "u8.ToArray();

    private readonly UInt128 _data;
    private readonly bool _isSet;

    private ClaimCode(UInt128 data) => (_data, _isSet) = (data, true);

    /// <summary>The code of a QR token: always the same, and nothing leads back.</summary>
    public static ClaimCode Of(QrToken token)
    {
        Span<byte> input = stackalloc byte[Purpose.Length + QrToken.Prefix.Length + 32];
        Purpose.CopyTo(input);
        Encoding.ASCII.GetBytes(token.Reveal(), input[Purpose.Length..]);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return new ClaimCode(BinaryPrimitives.ReadUInt128BigEndian(digest) >> (128 - DataBytes * 8));
    }

    /// <summary>
    /// Reads a typed code; blanks and hyphens do not count. False when it is not one: too long or short, a character that is
    /// in no code, or check characters that do not fit, which is what a slip of the finger looks like.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClaimCode code)
    {
        code = default;
        UInt128 read = 0;
        var characters = 0;
        foreach (var character in text ?? "")
        {
            if (character is '-' or ' ')
                continue;
            var value = ValueOf(character);
            if (value < 0 || ++characters > Characters)
                return false;
            read = (read << BitsPerCharacter) | (uint)value;
        }

        var data = read >> CheckBits;
        if (characters != Characters || CheckOf(data) != (int)(read & ((1 << CheckBits) - 1)))
            return false;
        code = new ClaimCode(data);
        return true;
    }

    /// <summary>What the database looks codes up by: the first 64 bits of the code's SHA-256, as a signed number.</summary>
    public long LookupKey()
    {
        Span<byte> data = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(data, Data);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, digest);
        return BinaryPrimitives.ReadInt64BigEndian(digest);
    }

    /// <summary>The code as it is printed. Call it only to print it.</summary>
    public string Reveal()
    {
        var all = (Data << CheckBits) | (uint)CheckOf(Data);
        var text = new StringBuilder(Characters + 2);
        for (var index = 0; index < Characters; index++)
        {
            if (index > 0 && index % GroupCharacters == 0)
                text.Append('-');
            var shift = (Characters - 1 - index) * BitsPerCharacter;
            text.Append(Alphabet[(int)((all >> shift) & ((1 << BitsPerCharacter) - 1))]);
        }

        return text.ToString();
    }

    /// <summary>Says what it is, not which.</summary>
    public override string ToString() => "(claim code)";

    private UInt128 Data => _isSet ? _data : throw new InvalidOperationException("An empty ClaimCode says nothing.");

    private static int ValueOf(char character) =>
        char.ToUpperInvariant(character) switch
        {
            'O' => 0,
            'I' or 'L' => 1,
            var known => Alphabet.IndexOf(known, StringComparison.Ordinal),
        };

    private static int CheckOf(UInt128 data)
    {
        var register = 0;
        for (var bit = DataBytes * 8 - 1; bit >= 0; bit--)
        {
            var isOut = ((register >> (CheckBits - 1)) & 1) != (int)((data >> bit) & 1);
            register = (register << 1) & ((1 << CheckBits) - 1);
            if (isOut)
                register ^= Polynomial & ((1 << CheckBits) - 1);
        }

        return register;
    }
}
