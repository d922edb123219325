namespace Firstlight.TestKit.Fuzzing;

/// <summary>What a wire, a disk or an ill-wisher makes of good bytes: flipped, cut, doubled, overwritten, swollen and glued together.</summary>
public sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus)
{
    private const int PartsMax = 3;
    private const int ChangesMax = 6;

    /// <summary>Numbers at the edges of their types, in both byte orders, and what the formats here are made of.</summary>
    private static readonly byte[][] Tokens =
    [
        [0],
        [0xFF, 0xFF],
        [0xFF, 0xFF, 0xFF, 0x7F],
        [0x80, 0x80, 0x80, 0x80, 0x01],
        [0x00, 0x00, 0x00, 0x80],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xEF, 0xBB, 0xBF],
        .. new[]
        {
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "[",
            "]",
            "}",
            "-1",
            "99999999999999999999",
            "1e999",
            "NaN",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        .. new[]
        {
            "null",
            "\r\n\r\n",
            "\r\n",
            ": ",
            "+",
            "/",
            "\n",
            ",",
            "%00",
            "&",
            "=",
            "blnkinf\0",
            "blnkopt\0",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>One to three inputs behind each other, with up to five changes.</summary>
    public byte[] Next()
    {
        List<byte> bytes = [];
        for (var parts = random.Next(1, PartsMax + 1); parts > 0; parts--)
            bytes.AddRange(Pick(corpus));
        for (var changes = random.Next(ChangesMax); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 5), bytes.Count - at));
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                bytes[at] = random.Next(2) == 0 ? (byte)0 : byte.MaxValue;
                break;
            case 4:
                bytes.InsertRange(at, Pick(Tokens));
                break;
            case 5:
                var part = bytes.GetRange(at, Math.Min(random.Next(1, 33), bytes.Count - at));
                for (var times = random.Next(1, 9); times > 0; times--)
                    bytes.InsertRange(at, part);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
