using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Activation;

/// <summary>In which row a value stood before. Case does not count: a label printed twice is what it shall prevent.</summary>
/// <remarks>
/// 64 bits of each value's SHA-256 are kept, some 30 MB for a million. In a table of a million rows two different values are
/// taken for the same once in 37 million tables.
/// </remarks>
internal sealed class SeenValues
{
    private readonly Dictionary<long, int> _rows = [];

    /// <summary>The row that had the value before; null, and it is kept, when none had.</summary>
    public int? FindOrAdd(string value, int row)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(value.ToUpperInvariant()), digest);
        var key = BinaryPrimitives.ReadInt64BigEndian(digest);
        return _rows.TryAdd(key, row) ? null : _rows[key];
    }
}
