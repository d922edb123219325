using System.Net.Sockets;
using System.Text;

namespace Firstlight.Edgent.Linux;

/// <summary>Messages over a bus's socket, after it has let us in. One reader; writers take turns.</summary>
internal sealed class BusWire : IDisposable
{
    private const int LineBytesMax = 1_024;
    private const int BufferBytesFirst = 4_096;

    private readonly Socket _socket;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _buffer = new byte[BufferBytesFirst];
    private int _filled;

    private BusWire(Socket socket) => _socket = socket;

    /// <exception cref="BusClosedException">Nobody listens there, or it does not let us in.</exception>
    public static async Task<BusWire> OpenAsync(string address, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var wire = new BusWire(socket);
        try
        {
            await socket.ConnectAsync(BusAddress.Read(address), cancellation);
            await wire.ComeInAsync(cancellation);
            return wire;
        }
        catch (SocketException fault)
        {
            wire.Dispose();
            throw new BusClosedException($"No bus answers at {address}: {fault.Message}.", fault);
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <exception cref="BusClosedException">The bus is gone.</exception>
    public async Task WriteAsync(BusMessage message, CancellationToken cancellation)
    {
        var bytes = message.ToBytes();
        if (bytes.Length > BusMessage.BytesMax)
            throw new ArgumentException($"{message} is longer than {BusMessage.BytesMax} bytes.", nameof(message));
        await _turn.WaitAsync(cancellation);
        try
        {
            // A message that was cut off would spoil the wire for all that follow: it is written whole.
            await SendAsync(bytes, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <exception cref="BusClosedException">The bus is gone.</exception>
    /// <exception cref="BusFormatException">It sent what is no message.</exception>
    public async Task<BusMessage> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (BusMessage.Read(_buffer.AsSpan(0, _filled), out var length) is { } message)
            {
                _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
                _filled -= length;
                return message;
            }

            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            _filled += await ReceiveAsync(_buffer.AsMemory(_filled), cancellation);
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>
    /// AUTH EXTERNAL with an empty identity: the kernel tells the bus who we are. Then binary messages from both sides.
    /// </summary>
    private async Task ComeInAsync(CancellationToken cancellation)
    {
        await SendAsync("\0AUTH EXTERNAL\r\n"u8.ToArray(), cancellation);
        var answer = await ReadLineAsync(cancellation);
        if (answer.StartsWith("DATA", StringComparison.Ordinal))
        {
            await SendAsync("DATA\r\n"u8.ToArray(), cancellation);
            answer = await ReadLineAsync(cancellation);
        }

        if (!answer.StartsWith("OK ", StringComparison.Ordinal))
            throw new BusClosedException("The bus does not let this user in.");
        await SendAsync("BEGIN\r\n"u8.ToArray(), cancellation);
    }

    // Byte by byte: what follows the line may be a message already.
    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new byte[LineBytesMax];
        for (var length = 0; length < line.Length; length++)
        {
            await ReceiveAsync(line.AsMemory(length, 1), cancellation);
            if (line[length] == '\n')
                return Encoding.ASCII.GetString(line, 0, length).TrimEnd('\r');
        }

        throw new BusClosedException("What listens there is no bus.");
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await _socket.SendAsync(bytes, cancellation)..];
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            throw new BusClosedException("The bus is gone.", fault);
        }
    }

    private async Task<int> ReceiveAsync(Memory<byte> room, CancellationToken cancellation)
    {
        try
        {
            var count = await _socket.ReceiveAsync(room, cancellation);
            return count > 0 ? count : throw new BusClosedException("The bus has closed the connection.");
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            throw new BusClosedException("The bus is gone.", fault);
        }
    }
}
