using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Firstlight.Protocol.Mqtt;

/// <summary>Text of the standard: UTF-8 without U+0000 and without surrogates (3.1.1 §1.5.3, 5.0 §1.5.4).</summary>
public static class MqttText
{
    private const int StackBytesMax = 256;

    /// <summary>True when the bytes are such text.</summary>
    public static bool IsLegal(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
            return IsLegal(bytes.FirstSpan);
        var length = (int)bytes.Length;
        var rented = length > StackBytesMax ? ArrayPool<byte>.Shared.Rent(length) : null;
        var gathered = rented is null ? stackalloc byte[StackBytesMax] : rented;
        bytes.CopyTo(gathered);
        var legal = IsLegal(gathered[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return legal;
    }

    /// <summary>Legal bytes as text.</summary>
    public static string Decode(in ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static bool IsLegal(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);
}
