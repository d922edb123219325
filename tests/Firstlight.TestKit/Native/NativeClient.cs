using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Firstlight.Protocol.Native;

namespace Firstlight.TestKit.Native;

/// <summary>
/// A device on the native protocol that does exactly what a test says, nothing on its own. Every wait is bounded by
/// <see cref="Patience"/>.
/// </summary>
public sealed class NativeClient(Stream stream) : IAsyncDisposable
{
    /// <summary>How long any answer may take before the test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ReadAhead _input = new(stream, Patience);
    private ushort _lastId;

    public Stream Stream => stream;

    /// <summary>Connects to this machine, from one of its own addresses.</summary>
    public static async Task<NativeClient> ConnectAsync(int port, IPAddress? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
            socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience);
        return new NativeClient(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Connects with TLS and trusts <paramref name="root"/> alone.</summary>
    public static async Task<NativeClient> ConnectTlsAsync(int port, X509Certificate2 root, string host = "localhost")
    {
        var plain = await ConnectAsync(port);
        var tls = new SslStream(plain.Stream);
        await tls.AuthenticateAsClientAsync(Trusting(root, host)).WaitAsync(Patience);
        return new NativeClient(tls);
    }

    /// <summary>A TLS client's options that trust <paramref name="root"/> alone.</summary>
    public static SslClientAuthenticationOptions Trusting(X509Certificate2 root, string host = "localhost")
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(root);
        return new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy };
    }

    /// <summary>Sends a frame with the next id of this client, and returns that id.</summary>
    public async Task<ushort> SendAsync(Command command, params string[] fields)
    {
        var id = ++_lastId;
        await SendAsync(command, id, fields);
        return id;
    }

    /// <summary>Sends a frame with a chosen id.</summary>
    public async Task SendAsync(Command command, ushort id, params string[] fields)
    {
        var frame = new ArrayBufferWriter<byte>();
        FrameWriter.Write(frame, command, id, fields);
        await SendRawAsync(frame.WrittenMemory);
    }

    /// <summary>Sends bytes as they are, in one write.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) =>
        await stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>Sends hexadecimal digits; blanks are ignored.</summary>
    public Task SendHexAsync(string hex) => SendRawAsync(Bytes(hex));

    /// <summary>Logs in and returns the status of the answer.</summary>
    public async Task<ushort> LogInAsync(string token)
    {
        var id = await SendAsync(Command.HardwareLogin, token);
        var answer = await ReadAsync();
        if (answer.Command is not Command.Response || answer.Id != id)
            throw new InvalidOperationException($"The login was answered with {answer}.");
        return answer.Status;
    }

    /// <summary>The next frame. Fails when the server closes or is silent.</summary>
    public async Task<NativeFrame> ReadAsync() =>
        await TryReadAsync() ?? throw new InvalidOperationException("The server closed the connection.");

    /// <summary>The next frame, or null when the server closes the connection.</summary>
    public async Task<NativeFrame?> TryReadAsync()
    {
        while (true)
        {
            if (TakeFrame() is { } frame)
                return frame;
            if (!await _input.FillAsync())
                return null;
        }
    }

    /// <summary>Ends when the server has closed; fails on a frame before that.</summary>
    public async Task WaitForCloseAsync()
    {
        if (await TryReadAsync() is { } frame)
            throw new InvalidOperationException($"Instead of closing, the server sent {frame}.");
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Hexadecimal digits to bytes; blanks are ignored.</summary>
    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private NativeFrame? TakeFrame()
    {
        var unread = _input.Unread;
        if (!FrameReader.TryRead(ref unread, ushort.MaxValue, out var frame))
            return null;
        var fields = BodyFields.Split(frame.Body);
        var hex = string.Join(' ', _input.TakeUntil(unread).Select(value => value.ToString("x2")));
        return new NativeFrame(frame.Command, frame.MessageId, frame.Status, fields, hex);
    }
}
