using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>However a plain connection ends, the read that waits for it ends quietly.</summary>
public sealed class PlainStreamTests : IAsyncLifetime
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    private readonly SenderPool _senders = new();
    private Socket _caller = null!;
    private Socket _server = null!;
    private PlainStream _stream = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _caller.ConnectAsync(listener.LocalEndPoint!, Cancellation);
        _server = await listener.AcceptAsync(Cancellation);
        _stream = new PlainStream(_server, _senders);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _server.Dispose();
        _caller.Dispose();
        _senders.Dispose();
    }

    [Fact]
    public async Task What_is_sent_arrives_after_a_wait_without_a_buffer()
    {
        var waiting = _stream.WaitForBytesAsync(Cancellation).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await _caller.SendAsync(Hello, Cancellation);
        await waiting.WaitAsync(Cancellation);

        var buffer = new byte[16];
        var count = await _stream.ReadAsync(buffer, Cancellation);

        buffer[..count].ShouldBe(Hello);
        _stream.IsLost.ShouldBeFalse();
    }

    [Fact]
    public async Task A_reset_ends_the_read_that_waits_and_is_told_from_a_farewell()
    {
        var waiting = _stream.ReadAsync(new byte[16], Cancellation).AsTask();
        _caller.LingerState = new LingerOption(true, 0);
        _caller.Close();

        (await waiting.WaitAsync(Cancellation)).ShouldBe(0);
        _stream.IsLost.ShouldBeTrue();
    }

    [Fact]
    public async Task A_farewell_ends_it_too()
    {
        var waiting = _stream.ReadAsync(new byte[16], Cancellation).AsTask();
        _caller.Shutdown(SocketShutdown.Send);

        (await waiting.WaitAsync(Cancellation)).ShouldBe(0);
        _stream.IsLost.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_shuts_the_socket_down_ends_it()
    {
        var waiting = _stream.WaitForBytesAsync(Cancellation).AsTask();
        _server.Shutdown(SocketShutdown.Both);

        await waiting.WaitAsync(Cancellation);
        (await _stream.ReadAsync(new byte[16], Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_read_any_more_once_the_token_was_cancelled()
    {
        await _caller.SendAsync(Hello, Cancellation);

        var reading = _stream.ReadAsync(new byte[16], new CancellationToken(canceled: true)).AsTask();

        await Should.ThrowAsync<OperationCanceledException>(reading);
    }

    [Fact]
    public async Task A_write_arrives_and_gives_back_what_it_was_lent()
    {
        await _stream.WriteAsync(Hello, Cancellation);
        await _stream.WriteAsync(Hello, Cancellation);

        var buffer = new byte[2 * Hello.Length];
        await ReadExactlyAsync(buffer);
        buffer.ShouldBe([.. Hello, .. Hello]);
        _senders.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_that_the_caller_does_not_take_waits_and_arrives_whole()
    {
        var much = new byte[16 * 1024 * 1024];
        for (var place = 0; place < much.Length; place++)
            much[place] = (byte)(place % 251);

        var writing = _stream.WriteAsync(much, Cancellation).AsTask();
        writing.IsCompleted.ShouldBeFalse();
        _senders.Kept.ShouldBe(0);
        var taken = new byte[much.Length];
        await ReadExactlyAsync(taken);
        await writing.WaitAsync(Cancellation);

        taken.AsSpan().SequenceEqual(much).ShouldBeTrue();
        _senders.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_shuts_the_socket_down_ends_a_write_that_waits()
    {
        var writing = _stream.WriteAsync(new byte[16 * 1024 * 1024], Cancellation).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        _server.Shutdown(SocketShutdown.Both);

        await Should.ThrowAsync<IOException>(writing.WaitAsync(Cancellation));
        _senders.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task A_write_behind_the_end_is_lost_in_words_and_costs_no_sender()
    {
        _server.Shutdown(SocketShutdown.Both);
        await Should.ThrowAsync<IOException>(_stream.WriteAsync(Hello, Cancellation).AsTask());
        _server.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await _stream.WriteAsync(Hello, Cancellation));

        _senders.Kept.ShouldBe(1);
    }

    [Fact]
    public async Task However_many_writes_wait_at_once_no_more_is_kept_than_somebody_chose()
    {
        var much = new byte[16 * 1024 * 1024];
        var writes = Enumerable
            .Range(0, SenderPool.KeptMax + 10)
            .Select(_ => _stream.WriteAsync(much, Cancellation).AsTask())
            .ToList();
        writes.ShouldAllBe(write => !write.IsCompleted);

        _server.Shutdown(SocketShutdown.Both);
        foreach (var write in writes)
            await Should.ThrowAsync<IOException>(write.WaitAsync(Cancellation));

        _senders.Kept.ShouldBe(SenderPool.KeptMax);
        _senders.Dispose();
        _senders.Kept.ShouldBe(0);
    }

    private async Task ReadExactlyAsync(byte[] buffer)
    {
        for (var read = 0; read < buffer.Length; )
        {
            var count = await _caller.ReceiveAsync(buffer.AsMemory(read), Cancellation);
            count.ShouldBeGreaterThan(0);
            read += count;
        }
    }
}
