using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace Firstlight.Devices;

/// <summary>Where the next page of a list begins: the last id of the page before, in a form nobody is tempted to compute with.</summary>
public static class PageCursor
{
    /// <summary>The cursor after <paramref name="lastId"/>: base64url of its eight bytes, 11 characters.</summary>
    public static string After(long lastId)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, lastId);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; false when it is not one.</summary>
    public static bool TryRead(string text, out long lastId)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var written);
        var read = status == OperationStatus.Done && written == bytes.Length;
        lastId = read ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;
        return read && lastId > 0;
    }
}
