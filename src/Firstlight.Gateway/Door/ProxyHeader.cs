using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Firstlight.Gateway.Door;

/// <summary>
/// What a balancer says in front of a connection: whose it is. The PROXY protocol of haproxy, versions 1 (a line) and 2 (a block).
/// </summary>
/// <param name="Caller">Who connected; null: the balancer speaks for itself, as its health checks do, or it cannot say.</param>
/// <param name="Local">Where the caller connected to; null with <paramref name="Caller"/>.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Caller, IPEndPoint? Local)
{
    /// <summary>The longest line, with its end.</summary>
    private const int LineBytesMax = 107;

    /// <summary>Addresses and all extensions of a block. Those that are known take a few hundred bytes.</summary>
    private const int BlockBytesMax = 4_096;

    /// <summary>The shortest line: "PROXY UNKNOWN" with its end. A block has one byte more at least.</summary>
    private const int Shortest = 15;

    private const int BlockHeadBytes = 16;
    private const int VersionMask = 0xF0;
    private const int Version2 = 0x20;
    private const int CommandMask = 0x0F;
    private const int SpeaksForItself = 0;
    private const int SpeaksForAnother = 1;
    private const int TcpOverIPv4 = 0x11;
    private const int TcpOverIPv6 = 0x21;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads exactly the header from the beginning of a connection. Null: there is none, or it is not whole or not understood.</summary>
    public static async Task<ProxyHeader?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[BlockHeadBytes];
        if (!await FillAsync(stream, head.AsMemory(0, Shortest), cancellation))
            return null;
        if (!head.AsSpan().StartsWith(Signature))
            return await ReadLineAsync(stream, head.AsMemory(0, Shortest), cancellation);
        if (!await FillAsync(stream, head.AsMemory(Shortest), cancellation))
            return null;
        var length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(14));
        if (length > BlockBytesMax)
            return null;
        var block = new byte[length];
        return await FillAsync(stream, block, cancellation) ? OfBlock(head, block) : null;
    }

    /// <summary>Version 2.</summary>
    private static ProxyHeader? OfBlock(ReadOnlySpan<byte> head, ReadOnlySpan<byte> block)
    {
        if ((head[12] & VersionMask) != Version2)
            return null;
        return (head[12] & CommandMask, head[13]) switch
        {
            (SpeaksForItself, _) => default(ProxyHeader),
            (SpeaksForAnother, TcpOverIPv4) => OfAddresses(block, addressBytes: 4),
            (SpeaksForAnother, TcpOverIPv6) => OfAddresses(block, addressBytes: 16),
            (SpeaksForAnother, _) => default(ProxyHeader),
            _ => null,
        };
    }

    private static ProxyHeader? OfAddresses(ReadOnlySpan<byte> block, int addressBytes)
    {
        const int PortBytes = 2;
        if (block.Length < 2 * (addressBytes + PortBytes))
            return null;
        var ports = block[(2 * addressBytes)..];
        return new ProxyHeader(
            EndPointOf(block[..addressBytes], ports),
            EndPointOf(block.Slice(addressBytes, addressBytes), ports[PortBytes..])
        );
    }

    private static IPEndPoint EndPointOf(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port) =>
        new(Plain(new IPAddress(address)), BinaryPrimitives.ReadUInt16BigEndian(port));

    /// <summary>Version 1. Byte by byte, so that nothing behind the line is taken.</summary>
    private static async Task<ProxyHeader?> ReadLineAsync(
        Stream stream,
        ReadOnlyMemory<byte> begun,
        CancellationToken cancellation
    )
    {
        if (!begun.Span.StartsWith("PROXY "u8))
            return null;
        var line = new byte[LineBytesMax];
        begun.CopyTo(line);
        var length = begun.Length;
        while (!line.AsSpan(0, length).EndsWith("\r\n"u8))
        {
            if (length == line.Length || !await FillAsync(stream, line.AsMemory(length, 1), cancellation))
                return null;
            length++;
        }

        return OfLine(Encoding.ASCII.GetString(line, 0, length - 2).Split(' '));
    }

    private static ProxyHeader? OfLine(string[] words) =>
        words switch
        {
            [_, "UNKNOWN", ..] => default(ProxyHeader),
            [_, "TCP4" or "TCP6", var from, var to, var fromPort, var toPort]
                when Read(from, fromPort) is { } caller && Read(to, toPort) is { } local => new ProxyHeader(
                caller,
                local
            ),
            _ => null,
        };

    private static IPEndPoint? Read(string address, string port) =>
        IPAddress.TryParse(address, out var parsed)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(Plain(parsed), number)
            : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static async ValueTask<bool> FillAsync(Stream stream, Memory<byte> bytes, CancellationToken cancellation) =>
        await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation) == bytes.Length;
}
