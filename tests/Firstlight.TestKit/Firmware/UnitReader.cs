using System.Security.Cryptography;
using System.Text;

namespace Firstlight.TestKit.Firmware;

/// <summary>
/// Reads a unit's file as its chip and its firmware would, from the description of the formats and with none of the code under test:
/// walks the segments, sums, hashes, and looks the values up.
/// </summary>
public sealed class UnitReader(byte[] file, int start = 0, int headerBytes = 24)
{
    /// <summary>The first byte behind the segments' padding and checksum.</summary>
    public int DigestAt => Walk(out _);

    public bool ChecksumFits
    {
        get
        {
            var end = Walk(out var sum);
            return file[end - 1] == sum;
        }
    }

    public bool DigestFits =>
        SHA256
            .HashData(file.AsSpan(start, DigestAt - start))
            .AsSpan()
            .SequenceEqual(file.AsSpan(DigestAt, SHA256.HashSizeInBytes));

    /// <summary>What the firmware's look-up finds: keys and values from the mark to the first empty key.</summary>
    public Dictionary<string, string> Values
    {
        get
        {
            var text = Encoding.Latin1.GetString(file);
            var at = text.IndexOf("blnkopt\0", StringComparison.Ordinal) + 8;
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            while (text[at] != '\0')
            {
                var key = Word(ref at);
                values.Add(key, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Word(ref at))));
            }

            return values;

            string Word(ref int from)
            {
                var end = text.IndexOf('\0', from);
                var word = text[from..end];
                from = end + 1;
                return word;
            }
        }
    }

    private int Walk(out byte sum)
    {
        sum = 0xEF;
        var at = start + headerBytes;
        for (var left = file[start + 1]; left > 0; left--)
        {
            var bytes = BitConverter.ToInt32(file, at + 4);
            at += 8;
            for (var end = at + bytes; at < end; at++)
                sum ^= file[at];
        }

        do at++;
        while ((at - start) % 16 != 0);
        return at;
    }
}
