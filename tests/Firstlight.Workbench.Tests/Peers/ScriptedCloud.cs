using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Firstlight.Protocol.Native;

namespace Firstlight.Workbench.Tests.Peers;

/// <summary>A cloud on a real socket that lets in whoever brings the right token and notes what devices write.</summary>
internal sealed class ScriptedCloud : IAsyncDisposable
{
    public const string Token = "abcdefghijklmnopqrstuvwxyz012345";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentDictionary<Stream, byte> _open = new();
    private readonly Task _accepting;

    public ScriptedCloud()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every body of a hardware frame, with blanks for NULs, such as <c>vw 0 18</c>.</summary>
    public ConcurrentQueue<string> Writes { get; } = new();

    /// <summary>Every body of a sync frame, such as <c>vr 1</c>.</summary>
    public ConcurrentQueue<string> Syncs { get; } = new();

    public int Logins;

    public int OpenConnections => _open.Count;

    /// <summary>Sends a value to every connected device.</summary>
    public async Task WriteAsync(byte pin, string value)
    {
        var frame = new ArrayBufferWriter<byte>();
        FrameWriter.Write(frame, Command.Hardware, 77, "vw", pin.ToString(), value);
        foreach (var (stream, _) in _open)
            await stream.WriteAsync(frame.WrittenMemory, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        var stream = client.GetStream();
        _open.TryAdd(stream, 0);
        try
        {
            var buffer = new byte[4096];
            var held = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(held), _stop.Token);
                if (read == 0)
                    return;
                held += read;
                var input = new ReadOnlySequence<byte>(buffer, 0, held);
                while (FrameReader.TryRead(ref input, 1024, out var frame))
                {
                    if (Answer(frame) is { } status)
                        await stream.WriteAsync(Response(frame.MessageId, status), _stop.Token);
                }

                var rest = input.ToArray();
                rest.CopyTo(buffer, 0);
                held = rest.Length;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The device went away, or the test is over.
        }
        finally
        {
            _open.TryRemove(stream, out _);
        }
    }

    private StatusCode? Answer(Frame frame)
    {
        var body = Encoding.UTF8.GetString(frame.Body.ToArray());
        switch ((Command)frame.Command)
        {
            case Command.HardwareLogin or Command.Login:
                Interlocked.Increment(ref Logins);
                return body == Token ? StatusCode.Success : StatusCode.InvalidToken;
            case Command.Hardware:
                Writes.Enqueue(body.Replace('\0', ' '));
                return null;
            case Command.HardwareSync:
                Syncs.Enqueue(body.Replace('\0', ' '));
                return null;
            case Command.Ping or Command.Internal:
                return StatusCode.Success;
            default:
                return null;
        }
    }

    private static byte[] Response(ushort messageId, StatusCode status)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.WriteResponse(output, messageId, status);
        return output.WrittenSpan.ToArray();
    }
}
