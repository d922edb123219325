namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// The four characters by which units of one product differ in the air, computed from the hardware's number. Cosmetic: the
/// phone takes any suffix.
/// </summary>
/// <remarks>Source: published Edgent firmware; check values are in the tests.</remarks>
public static class UnitSuffix
{
    /// <summary>Its length.</summary>
    public const int Characters = 4;

    private const string ClassicAlphabet = "0W8N4Y1HP5DF9K6JM3C2UA7R";
    private const string NewerAlphabet = "0W8N4Y1HP5DF9K6JM3C2XA7R";
    private const int Rounds = 4;
    private const uint Polynomial = 0xEDB88320;

    /// <summary>The suffix of a unit.</summary>
    /// <param name="hardware">ESP8266: the six bytes of the MAC address; ESP32: the same and two zeros.</param>
    /// <param name="dialect">One letter of the alphabet changed between the generations.</param>
    public static string Of(ReadOnlySpan<byte> hardware, ProvisioningDialect dialect)
    {
        var alphabet = dialect == ProvisioningDialect.Classic ? ClassicAlphabet : NewerAlphabet;
        var rest = Unique(hardware);
        Span<char> suffix = stackalloc char[Characters];
        for (var index = 0; index < Characters; index++)
        {
            var digit = (int)(rest % (uint)alphabet.Length);
            suffix[index] = alphabet[digit];
            // Twins are hard to read aloud: the second takes the next letter.
            if (index > 0 && suffix[index] == suffix[index - 1])
                suffix[index] = alphabet[(digit + 1) % alphabet.Length];
            rest /= (uint)alphabet.Length;
        }

        return new string(suffix);
    }

    /// <summary>CRC-32 of the bytes four times over.</summary>
    internal static uint Unique(ReadOnlySpan<byte> hardware)
    {
        var crc = uint.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var value in hardware)
            {
                crc ^= value;
                for (var bit = 0; bit < 8; bit++)
                    crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return ~crc;
    }
}
