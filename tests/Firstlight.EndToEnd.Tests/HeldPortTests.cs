using System.Net;
using System.Net.Sockets;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The ports that the programs of all other tests get.</summary>
public sealed class HeldPortTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_after_another_can_listen_there_and_between_them_nobody_answers()
    {
        using var port = new HeldPort();
        for (var life = 0; life < 3; life++)
        {
            using (var server = new TcpListener(IPAddress.Loopback, port.Number))
            {
                server.Start();
                using var caller = new TcpClient();
                await caller.ConnectAsync(IPAddress.Loopback, port.Number, Cancellation);
                using var accepted = await server.AcceptTcpClientAsync(Cancellation);
            }

            using var late = new TcpClient();
            var refused = await Should.ThrowAsync<SocketException>(async () =>
                await late.ConnectAsync(IPAddress.Loopback, port.Number, Cancellation)
            );
            refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        }
    }

    [Fact]
    public void Who_takes_any_free_port_is_not_given_it()
    {
        // A system gives away some 28,000: with a thousand held, two of them would be one.
        var ports = Enumerable.Range(0, 1_000).Select(_ => new HeldPort()).ToArray();
        try
        {
            ports.DistinctBy(port => port.Number).Count().ShouldBe(ports.Length);
        }
        finally
        {
            foreach (var port in ports)
                port.Dispose();
        }
    }
}
