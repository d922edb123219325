namespace Firstlight.Protocol.Tests;

/// <summary>What a wire makes of good bytes: flipped, cut, doubled, overwritten and glued together.</summary>
internal static class Mutation
{
    /// <summary>One to three of <paramref name="golden"/> behind each other, with up to five changes.</summary>
    public static byte[] Of<T>(Random random, IReadOnlyList<T> golden, Func<T, byte[]> bytesOf)
    {
        List<byte> bytes = [];
        for (var count = random.Next(1, 4); count > 0; count--)
            bytes.AddRange(bytesOf(golden[random.Next(golden.Count)]));
        for (var changes = random.Next(0, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
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
                default:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : byte.MaxValue;
                    break;
            }
        }

        return [.. bytes];
    }
}
