using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent.Tests.Fakes;

/// <summary>A cloud without sockets: what a device writes is kept as frames, what it reads is what the script answers.</summary>
internal sealed class ScriptedCloud : ICloudConnector
{
    /// <summary>Why nobody is reached; null lets everybody in.</summary>
    public CloudFailure? Failure { get; set; }

    /// <summary>The answer to a login; null for silence.</summary>
    public StatusCode? LoginAnswer { get; set; } = StatusCode.Success;

    /// <summary>What a trade is answered with: the request's body to status and body. Null for silence.</summary>
    public Func<string, (int Status, string Body)>? TradeAnswer { get; set; }

    public List<string> Trades { get; } = [];

    /// <summary>What a request for firmware is answered with, head and all. Null for silence.</summary>
    public byte[]? FirmwareAnswer { get; set; }

    public List<string> Fetches { get; } = [];

    public bool AnswersPings { get; set; } = true;

    public List<CloudAddress> Addresses { get; } = [];

    public List<(Command Command, ushort Id, string Body)> Received { get; } = [];

    public MemoryLink? Link { get; private set; }

    public int Open { get; private set; }

    public Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation)
    {
        Addresses.Add(address);
        if (Failure is { } failure)
            return Task.FromResult(CloudConnection.Failed(failure));
        Open++;
        Link = new MemoryLink(Hear, () => Open--);
        return Task.FromResult(CloudConnection.Open(Link));
    }

    public void Say(Command command, ushort id, params string[] fields)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(output, command, id, fields);
        Link!.Deliver(output.WrittenSpan.ToArray());
    }

    private void Trade(MemoryLink link, string request)
    {
        Trades.Add(request);
        if (TradeAnswer?.Invoke(request.Split("\r\n\r\n")[1]) is not { } answer)
            return;
        link.Deliver(Encoding.UTF8.GetBytes($"HTTP/1.1 {answer.Status} Some words\r\nServer: x\r\n\r\n{answer.Body}"));
        link.Hang();
    }

    public IEnumerable<string> Bodies(Command command) =>
        Received.Where(frame => frame.Command == command).Select(frame => frame.Body.Replace('\0', '|'));

    private void Hear(MemoryLink link, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("POST "u8))
        {
            Trade(link, Encoding.UTF8.GetString(bytes));
            return;
        }

        if (bytes.AsSpan().StartsWith("GET "u8))
        {
            Fetches.Add(Encoding.UTF8.GetString(bytes));
            if (FirmwareAnswer is { } answered)
            {
                link.Deliver(answered);
                link.Hang();
            }

            return;
        }

        var input = new ReadOnlySequence<byte>(bytes);
        FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame).ShouldBeTrue("one write, one frame");
        input.IsEmpty.ShouldBeTrue("one write, one frame");
        Received.Add((frame.Command, frame.MessageId, BodyFields.Decode(frame.Body)));
        var answer = frame.Command switch
        {
            Command.HardwareLogin => LoginAnswer,
            Command.Ping => AnswersPings ? StatusCode.Success : null,
            Command.Internal => StatusCode.Success,
            _ => null,
        };
        if (answer is not { } status)
            return;
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.WriteResponse(output, frame.MessageId, status);
        link.Deliver(output.WrittenSpan.ToArray());
    }
}

/// <summary>The device's end of a connection in memory.</summary>
internal sealed class MemoryLink(Action<MemoryLink, byte[]> heard, Action closed) : Stream
{
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> _rest;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Deliver(byte[] bytes) => _incoming.Writer.TryWrite(bytes);

    public void Hang() => _incoming.Writer.TryComplete();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (_rest.IsEmpty)
        {
            if (!await _incoming.Reader.WaitToReadAsync(cancellationToken))
                return 0;
            _incoming.Reader.TryRead(out var next);
            _rest = next;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        heard(this, buffer.ToArray());
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
            closed();
        _disposed = true;
        base.Dispose(disposing);
    }
}
