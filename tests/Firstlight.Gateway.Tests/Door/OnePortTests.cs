using System.Net;
using System.Text;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>Which protocol a caller speaks is told from its first byte, inside TLS and outside.</summary>
public sealed class OnePortTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_ports_speak_native_and_http(bool tls)
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var device = tls
            ? await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root)
            : await host.ConnectAsync();
        (await device.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
        await device.SendAsync(Command.Ping);
        (await device.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);

        using var http = host.Http(tls);
        var answer = await http.GetStringAsync("/scheme", TestContext.Current.CancellationToken);
        answer.ShouldBe(tls ? "https 127.0.0.1" : "http 127.0.0.1");
    }

    [Fact]
    public async Task Tls_is_taken_on_the_plain_port_too()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var device = await NativeClient.ConnectTlsAsync(host.Port, host.Root);
        (await device.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task Http_keeps_its_connection_between_requests()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        for (var request = 0; request < 3; request++)
        {
            await client.SendRawAsync("GET /scheme HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
            (await ReadTextAsync(client.Stream, until: "http 127.0.0.1")).ShouldStartWith("HTTP/1.1 200");
        }
    }

    [Fact]
    public async Task A_large_answer_and_a_large_request_pass_through_tls_whole()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        using var http = host.Http(tls: true);
        for (var request = 0; request < 3; request++)
        {
            using var body = new ByteArrayContent(new byte[1_500_000]);
            var answer = await http.PostAsync("/length", body, TestContext.Current.CancellationToken);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("1500000");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_megabytes_of_json_are_refused_by_size(bool tls)
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        using var http = host.Http(tls);
        using var body = new StringContent("[" + new string(' ', 10_000_000) + "]", Encoding.UTF8, "application/json");
        http.DefaultRequestHeaders.ExpectContinue = true;
        var answer = await http.PostAsync("/length", body, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Plain_http_on_the_tls_port_is_told_so()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var client = await NativeClient.ConnectAsync(host.TlsPort);
        await client.SendRawAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        var answer = await ReadTextAsync(client.Stream, until: "instead.\n");
        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("https://");
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        answer.ShouldContain($"Content-Length: {body.Length}");
    }

    [Theory]
    [InlineData("1d 00 01 00 20")]
    [InlineData("ff ff")]
    public async Task Anything_else_plain_on_the_tls_port_is_closed(string hex)
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var client = await NativeClient.ConnectAsync(host.TlsPort);
        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
    }

    [Theory]
    [InlineData("00")]
    [InlineData("16 03 01 00 05 01 00 00 01 00")] // TLS without a certificate configured
    [InlineData("ff fe fd")]
    [InlineData("80 2e 01")]
    public async Task What_no_protocol_begins_with_is_closed(string hex)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
        await GatewayHost.UntilAsync(() => host.Watch.Count == 0, "nothing is left");
    }

    [Fact]
    public async Task A_broken_tls_hello_is_closed_and_the_port_goes_on()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var client = await NativeClient.ConnectAsync(host.TlsPort);
        await client.SendHexAsync("16 03 01 00 05 01 00 00 01 00 ff ff ff ff ff ff");
        while (await client.Stream.ReadAsync(new byte[64], TestContext.Current.CancellationToken) > 0) { }
        await using var device = await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root);
        (await device.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task Connections_end_with_their_callers()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        var census = (Gateway.Door.ConnectionCensus)host.Services.GetService(typeof(Gateway.Door.ConnectionCensus))!;
        using (var http = host.Http())
            await http.GetStringAsync("/scheme", TestContext.Current.CancellationToken);
        using (var https = host.Http(tls: true))
            await https.GetStringAsync("/scheme", TestContext.Current.CancellationToken);
        await using (var device = await host.ConnectAsync())
            await device.LogInAsync(FakeDoor.Known);
        await GatewayHost.UntilAsync(() => census.Count == 0, "every place is given back");
    }

    internal static async Task<string> ReadTextAsync(Stream stream, string until)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (!text.ToString().Contains(until, StringComparison.Ordinal))
        {
            var read = await stream
                .ReadAsync(buffer, TestContext.Current.CancellationToken)
                .AsTask()
                .WaitAsync(NativeClient.Patience, TestContext.Current.CancellationToken);
            if (read == 0)
                break;
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
