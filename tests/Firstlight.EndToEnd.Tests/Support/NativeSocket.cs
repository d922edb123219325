using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>The barest device: a socket that logs in and says its template, one request at a time.</summary>
internal sealed class NativeSocket : IAsyncDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly ArrayBufferWriter<byte> _output = new();
    private byte[] _input = new byte[4096];
    private int _filled;
    private ushort _id;

    /// <summary>Null when nobody listens.</summary>
    /// <param name="from">The address to come from, such as 127.0.0.2; null: the usual one.</param>
    public static async Task<NativeSocket?> TryConnectAsync(
        int port,
        CancellationToken cancellation,
        IPAddress? from = null
    )
    {
        var socket = new NativeSocket();
        try
        {
            if (from is not null)
                socket._client.Client.Bind(new IPEndPoint(from, 0));
            await socket._client.ConnectAsync("127.0.0.1", port, cancellation);
            return socket;
        }
        catch (SocketException)
        {
            await socket.DisposeAsync();
            return null;
        }
    }

    public Task<StatusCode?> LoginAsync(string token, CancellationToken cancellation) =>
        AskAsync(Command.HardwareLogin, [token], cancellation);

    public Task<StatusCode?> ReportTemplateAsync(string templateId, CancellationToken cancellation) =>
        AskAsync(
            Command.Internal,
            [
                "mcu",
                "1.0.0",
                "fw-type",
                templateId,
                "build",
                "Nov 21 2026 12:00:00",
                "blynk",
                "1.3.2",
                "h-beat",
                "45",
                "buff-in",
                "1024",
                "dev",
                "test",
                "tmpl",
                templateId,
            ],
            cancellation
        );

    public Task<StatusCode?> PingAsync(CancellationToken cancellation) => AskAsync(Command.Ping, [], cancellation);

    public async Task WriteAsync(int pin, string value, CancellationToken cancellation) =>
        await SendAsync(Command.Hardware, ["vw", $"{pin}", value], cancellation);

    /// <summary>Sends without waiting for anything; false when the server has closed.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Every status that still comes, until the server closes.</summary>
    public async Task<IReadOnlyList<StatusCode>> ReadToEndAsync(CancellationToken cancellation)
    {
        var statuses = new List<StatusCode>();
        try
        {
            while (await ReadFrameAsync(cancellation) is { } frame)
            {
                if (frame.Command == Command.Response)
                    statuses.Add((StatusCode)frame.Status);
            }
        }
        catch (IOException)
        {
            // Cut off without a goodbye: the end as well.
        }

        return statuses;
    }

    /// <summary>The status of the answer; null when the server closed instead of answering.</summary>
    private async Task<StatusCode?> AskAsync(Command command, string[] fields, CancellationToken cancellation)
    {
        try
        {
            var id = await SendAsync(command, fields, cancellation);
            while (await ReadFrameAsync(cancellation) is { } frame)
            {
                if (frame.Command == Command.Response && frame.MessageId == id)
                    return (StatusCode)frame.Status;
            }

            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task<ushort> SendAsync(Command command, string[] fields, CancellationToken cancellation)
    {
        _id++;
        _output.ResetWrittenCount();
        FrameWriter.Write(_output, command, _id, fields);
        await _client.GetStream().WriteAsync(_output.WrittenMemory, cancellation);
        return _id;
    }

    private async Task<Frame?> ReadFrameAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var input = new ReadOnlySequence<byte>(_input, 0, _filled);
            if (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
            {
                var owned = frame with { Body = new ReadOnlySequence<byte>(frame.Body.ToArray()) };
                input.ToArray().CopyTo(_input, 0);
                _filled = (int)input.Length;
                return owned;
            }

            if (_filled == _input.Length)
                Array.Resize(ref _input, _input.Length * 2);
            var read = await _client.GetStream().ReadAsync(_input.AsMemory(_filled), cancellation);
            if (read == 0)
                return null;
            _filled += read;
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
