using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Where the next page of a list begins: the last id of the page before, in a form nobody is tempted to compute with.</summary>
public static class PageCursor
{
    /// <summary>The answer to a cursor that is none of ours.</summary>
    public static Refusal Refused => Refusal.Invalid("cursor", "Take the cursor from the page before, unchanged.");

    /// <summary>The cursor after <paramref name="lastId"/>: base64url of its eight bytes, 11 characters.</summary>
    public static string After(long lastId)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, lastId);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Checks what was asked of a list; null when it is well, then with the id the page begins after, if any.</summary>
    public static Refusal? Check(string? cursor, int limit, int limitMax, out long? lastId)
    {
        lastId = null;
        if (limit < 1 || limit > limitMax)
            return Refusal.Invalid("limit", $"The limit is between 1 and {limitMax}.");
        if (cursor is null)
            return null;
        if (!TryRead(cursor, out var read))
            return Refused;
        lastId = read;
        return null;
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
