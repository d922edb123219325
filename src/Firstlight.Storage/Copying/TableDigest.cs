using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Storage.Copying;

/// <summary>What a table holds, in whatever order its rows come: their number and the sum of their SHA-256.</summary>
internal sealed class TableDigest
{
    private readonly ArrayBufferWriter<byte> _row = new();
    private UInt128 _sum;

    public long Rows { get; private set; }

    public bool IsSameAs(TableDigest other) => Rows == other.Rows && _sum == other._sum;

    public void Add(ReadOnlySpan<object?> row)
    {
        _row.ResetWrittenCount();
        foreach (var value in row)
            Write(value);
        var hash = SHA256.HashData(_row.WrittenSpan);
        _sum = unchecked(_sum + BinaryPrimitives.ReadUInt128LittleEndian(hash));
        Rows++;
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                Kind(0);
                break;
            case bool truth:
                Write(truth ? 1L : 0L);
                break;
            case long number:
                Kind(1);
                Number(number);
                break;
            case double number:
                Kind(2);
                Number(BitConverter.DoubleToInt64Bits(number));
                break;
            case string text:
                Kind(3);
                Bytes(Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                Kind(4);
                Bytes(bytes);
                break;
            default:
                throw new InvalidOperationException($"A database holds no {value.GetType()}.");
        }
    }

    private void Kind(byte kind) => _row.Write([kind]);

    private void Bytes(byte[] bytes)
    {
        Number(bytes.Length);
        _row.Write(bytes);
    }

    private void Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _row.Write(bytes);
    }
}
