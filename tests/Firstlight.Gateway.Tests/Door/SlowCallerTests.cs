using System.Net.Sockets;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>Callers that hold a connection without using it are cut off, whatever they pretend to speak.</summary>
public sealed class SlowCallerTests
{
    [Theory]
    [InlineData("")] // half-open: connects and says nothing
    [InlineData("1d 00 01")] // a login that never ends
    [InlineData("1d 00 01 00 20 30 31 32")]
    [InlineData("10 20 00 04 4d 51")] // an MQTT CONNECT that never ends
    [InlineData("16 03 01 02 00 01")] // a TLS hello that never ends
    public async Task Whoever_stops_half_way_is_cut_off_after_ten_seconds(string hex)
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var client = await host.ConnectAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 1, "the caller is there");
        await client.SendHexAsync(hex);
        host.Time.Advance(TimeSpan.FromSeconds(9));
        host.Watch.Count.ShouldBe(1);

        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the caller is cut off");
        await client.WaitForCloseAsync();
    }

    [Fact]
    public async Task One_byte_now_and_then_does_not_stretch_a_login()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 1, "the caller is there");
        var login = NativeClient.Bytes("1d 00 01 00 20" + new string('3', 64));
        var sent = 0;
        while (host.Watch.Count == 1 && sent < 30)
        {
            try
            {
                await client.SendRawAsync(login.AsMemory(sent++, 1));
            }
            catch (IOException)
            {
                break;
            }

            host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await client.WaitForCloseAsync();
        sent.ShouldBeLessThan(25);
    }

    [Fact]
    public async Task Silence_behind_a_tls_handshake_is_cut_off_too()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var client = await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root);
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the caller is cut off");
        await client.WaitForCloseAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http_headers_that_trickle_are_cut_off(bool tls)
    {
        await using var host = await GatewayHost.StartAsync(
            options => options.HttpHeadersTimeout = TimeSpan.FromMilliseconds(500),
            tls: true
        );
        await using var client = tls
            ? await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root)
            : await host.ConnectAsync();
        await client.SendRawAsync("GET /scheme HTTP/1.1\r\nHost: "u8.ToArray());
        var answer = await OnePortTests.ReadTextAsync(client.Stream, until: "never");
        answer.ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public async Task One_address_has_only_so_many_places_until_its_devices_log_in()
    {
        await using var host = await GatewayHost.StartAsync(options => options.StrangersPerAddressMax = 3);
        var idle = new List<NativeClient>();
        for (var callers = 0; callers < 3; callers++)
            idle.Add(await host.ConnectAsync());
        await GatewayHost.UntilAsync(() => host.Watch.Count == 3, "three are there");

        await using (var fourth = await host.ConnectAsync())
            await fourth.WaitForCloseAsync();

        // A login frees the place for the next one.
        await idle[0].LogInAsync(FakeDoor.Known);
        await using (var next = await host.ConnectAsync())
            (await next.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)200);
        foreach (var client in idle)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task The_house_has_only_so_many_places()
    {
        await using var host = await GatewayHost.StartAsync(options => options.ConnectionsMax = 2);
        var (first, _) = await host.LogInAsync();
        var (second, __) = await host.LogInAsync();
        await using (var third = await host.ConnectAsync())
            await third.WaitForCloseAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, "places are free again");
        var (fourth, ___) = await host.LogInAsync();
        await fourth.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_that_resets_at_once_harms_nobody()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var callers = 0; callers < 50; callers++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, host.Port, TestContext.Current.CancellationToken);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        var (client, _) = await host.LogInAsync();
        await client.DisposeAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, "nothing is left");
        host.Logs.Lines.ShouldNotContain(line => line.Id == 7001);
    }
}
