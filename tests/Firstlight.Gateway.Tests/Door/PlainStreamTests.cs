using System.Net;
using System.Net.Sockets;
using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>However a plain connection ends, the read that waits for it ends quietly.</summary>
public sealed class PlainStreamTests : IAsyncLifetime
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

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
        _stream = new PlainStream(_server);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _server.Dispose();
        _caller.Dispose();
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
}
