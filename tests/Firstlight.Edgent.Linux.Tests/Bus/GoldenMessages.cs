namespace Firstlight.Edgent.Linux.Tests.Bus;

/// <summary>Bytes of whole messages, written down by hand from the D-Bus specification's layout.</summary>
internal static class GoldenMessages
{
    /// <summary>The first call of every client.</summary>
    public static readonly byte[] Hello = Hex(
        """
        6C 01 00 01  00 00 00 00  01 00 00 00  6D 00 00 00
        01 01 6F 00  15 00 00 00  2F 6F 72 67 2F 66 72 65 65 64 65 73 6B 74 6F 70 2F 44 42 75 73 00 00 00
        02 01 73 00  14 00 00 00  6F 72 67 2E 66 72 65 65 64 65 73 6B 74 6F 70 2E 44 42 75 73 00 00 00 00
        03 01 73 00  05 00 00 00  48 65 6C 6C 6F 00 00 00
        06 01 73 00  14 00 00 00  6F 72 67 2E 66 72 65 65 64 65 73 6B 74 6F 70 2E 44 42 75 73 00 00 00 00
        """
    );

    /// <summary>A signal from a machine of the other byte order: StateChanged(120, 60, 7).</summary>
    public static readonly byte[] BigEndianSignal = Hex(
        """
        42 04 01 01  00 00 00 0C  00 00 00 2A  00 00 00 41
        01 01 6F 00  00 00 00 02  2F 64 00 00 00 00 00 00
        02 01 73 00  00 00 00 03  61 2E 62 00 00 00 00 00
        03 01 73 00  00 00 00 0C  53 74 61 74 65 43 68 61 6E 67 65 64 00 00 00 00
        08 01 67 00  03 75 75 75 00 00 00 00 00 00 00 00
        00 00 00 78  00 00 00 3C  00 00 00 07
        """
    );

    public static byte[] Hex(string text) =>
        Convert.FromHexString(string.Concat(text.Where(one => !char.IsWhiteSpace(one))));
}
