using System.Net;
using System.Net.Security;
using System.Text;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>Behind a balancer callers are who they are, and not the balancer.</summary>
public sealed class ProxyTests
{
    private static readonly byte[] Someone = Line("203.0.113.7");
    private static readonly byte[] Health = Convert.FromHexString("0D0A0D0A000D0A515549540A20000000");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_comes_from_where_the_balancer_says()
    {
        await using var host = await BehindLoopbackAsync();
        await using var client = await ConnectAsync(host, Someone);

        (await client.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);

        host.Logs.Lines.ShouldContain(said =>
            said.Line.Contains("logged in from 203.0.113.7", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(false, "http 203.0.113.7")]
    [InlineData(true, "https 203.0.113.7")]
    public async Task So_does_a_browser(bool tls, string told)
    {
        await using var host = await BehindLoopbackAsync(tls: true);
        await using var client = await ConnectAsync(host, Someone);
        var stream = client.Stream;
        if (tls)
        {
            var secured = new SslStream(stream);
            await secured.AuthenticateAsClientAsync(NativeClient.Trusting(host.Root), Cancellation);
            stream = secured;
        }

        await stream.WriteAsync("GET /scheme HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Cancellation);

        (await OnePortTests.ReadTextAsync(stream, until: told)).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task A_balancer_that_asks_for_itself_is_itself()
    {
        await using var host = await BehindLoopbackAsync();
        await using var client = await ConnectAsync(host, Health);

        await client.SendRawAsync("GET /scheme HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());

        (await OnePortTests.ReadTextAsync(client.Stream, until: "http 127.0.0.1")).ShouldStartWith("HTTP/1.1 200");
    }

    [Fact]
    public async Task A_balancer_that_does_not_say_is_closed_and_told_of()
    {
        await using var host = await BehindLoopbackAsync();
        await using var client = await host.ConnectAsync();

        await client.SendRawAsync("GET /scheme HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());

        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, "it is closed");
        await GatewayHost.UntilAsync(
            () => host.Logs.Lines.Any(said => said.Line.Contains("send-proxy-v2", StringComparison.Ordinal)),
            "the log says what is missing"
        );
    }

    [Fact]
    public async Task Who_is_no_balancer_cannot_say_that_they_are_somebody_else()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await ConnectAsync(host, Someone);

        await client.SendRawAsync("GET /scheme HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());

        (await OnePortTests.ReadTextAsync(client.Stream, until: "\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
    }

    [Fact]
    public async Task Places_are_counted_for_the_callers_and_not_for_the_balancer()
    {
        await using var host = await BehindLoopbackAsync(configure: options => options.StrangersPerAddressMax = 2);
        var census = (ConnectionCensus)host.Services.GetService(typeof(ConnectionCensus))!;
        var callers = new[] { "203.0.113.7", "203.0.113.8", "203.0.113.7", "203.0.113.9", "203.0.113.7" };
        var clients = new List<NativeClient>();
        foreach (var caller in callers)
            clients.Add(await ConnectAsync(host, Line(caller)));

        // Which of the three it is depends on whose header is read last.
        var ends = clients
            .Where((_, index) => callers[index] == "203.0.113.7")
            .Select(client => client.WaitForCloseAsync());
        var open = ends.ToList();
        var refused = await Task.WhenAny(open);
        await refused;
        open.Remove(refused);
        await GatewayHost.UntilAsync(() => census.Count == 4, "the one that was refused took no place");
        open.ShouldAllBe(end => !end.IsCompleted);

        foreach (var client in clients)
            await client.DisposeAsync();
        await GatewayHost.UntilAsync(() => census.Count == 0, "every place is given back");
        await using var again = await ConnectAsync(host, Line("203.0.113.7"));
        (await again.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task A_balancer_that_stays_silent_is_cut_like_everybody()
    {
        await using var host = await BehindLoopbackAsync();
        await using var client = await ConnectAsync(host, "PROXY TCP4 "u8.ToArray());
        await GatewayHost.UntilAsync(() => host.Watch.Count == 1, "it is in");

        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "it is cut");

        await client.WaitForCloseAsync();
    }

    private static Task<GatewayHost> BehindLoopbackAsync(bool tls = false, Action<GatewayOptions>? configure = null) =>
        GatewayHost.StartAsync(
            options =>
            {
                options.Proxies.Add(IPNetwork.Parse("127.0.0.0/8"));
                configure?.Invoke(options);
            },
            tls
        );

    private static async Task<NativeClient> ConnectAsync(GatewayHost host, byte[] header)
    {
        var client = await host.ConnectAsync();
        await client.SendRawAsync(header);
        return client;
    }

    private static byte[] Line(string caller) =>
        Encoding.ASCII.GetBytes($"PROXY TCP4 {caller} 198.51.100.1 51234 8080\r\n");
}
