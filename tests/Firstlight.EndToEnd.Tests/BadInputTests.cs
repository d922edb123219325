using System.Net;
using System.Net.Sockets;
using System.Text;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Promise 6 and 9 against the whole cloud: whatever comes in, the sender gets its answer and everyone else goes on.</summary>
public sealed class BadInputTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cloud_takes_the_whole_table_and_goes_on()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Robust", Cancellation);
        var made = await api.PostAsync(
            "api/v1/devices",
            new { templateId = template, name = "Witness" },
            HttpStatusCode.Created,
            Cancellation
        );
        var token = made["token"]!.GetValue<string>();
        await using var witness = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
        (await witness!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        (await witness.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);

        foreach (var (name, bytes) in Malformed())
        {
            await SendAndWaitForEndAsync(cloud.Port, bytes);
            (await witness.PingAsync(Cancellation)).ShouldBe(StatusCode.Success, $"after: {name}");
        }

        foreach (var tokenText in new[] { new string('x', 31), new string('x', 33), "ünïcödé", "' OR 1=1 --", "" })
        {
            await using var stranger = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            (await stranger!.LoginAsync(tokenText, Cancellation)).ShouldBeOneOf(StatusCode.InvalidToken, null);
        }

        await HttpTableAsync(api, template);
        (await witness.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);
        (await api.GetAsync("api/v1/devices", Cancellation))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Slow_and_half_open_connections_are_cut_off_and_others_do_not_notice()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var slow = new List<TcpClient>();
        try
        {
            for (var index = 0; index < 200; index++)
            {
                var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", cloud.Port, Cancellation);
                // Nothing, half a login, half a request line, half a TLS hello.
                byte[] start = (index % 4) switch
                {
                    0 => [],
                    1 => [0x1D, 0x00, 0x01],
                    2 => "GET /healthz HT"u8.ToArray(),
                    _ => [0x16, 0x03, 0x01],
                };
                await client.GetStream().WriteAsync(start, Cancellation);
                slow.Add(client);
            }

            var started = TimeProvider.System.GetTimestamp();
            await api.GetAsync("api/v1/devices", Cancellation);
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));

            foreach (var client in slow)
                await ReadToEndAsync(client.GetStream(), TimeSpan.FromSeconds(45));
        }
        finally
        {
            foreach (var client in slow)
                client.Dispose();
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Malformed()
    {
        yield return ("message id 0", [0x1D, 0, 0, 0, 32, .. new byte[32]]);
        yield return ("a login of 65535 bytes", [0x1D, 0, 1, 0xFF, 0xFF, .. new byte[1000]]);
        yield return ("a write before login", [0x14, 0, 1, 0, 4, (byte)'v', (byte)'w', 0, (byte)'1']);
        yield return ("a byte no protocol begins with", [0xFE, 1, 2, 3, 4, 5, 6, 7]);
        yield return (
            "an MQTT hello",
            [
                0x10,
                0x10,
                0,
                4,
                (byte)'M',
                (byte)'Q',
                (byte)'T',
                (byte)'T',
                4,
                2,
                0,
                45,
                0,
                4,
                (byte)'x',
                (byte)'y',
                (byte)'z',
                (byte)'w',
            ]
        );
        yield return ("half a TLS hello and rubbish", [0x16, 3, 1, 0, 200, 1, 0, 0, 0xFF, .. new byte[300]]);
        yield return ("invalid UTF-8 as a token", [0x1D, 0, 1, 0, 32, .. Enumerable.Repeat((byte)0xFF, 32)]);
        yield return ("a broken request line", "GET \0\r\n\r\n"u8.ToArray());
        yield return (
            "a header of 100 kB",
            Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('y', 100_000)}\r\n\r\n")
        );
        var random = new Random(20261121);
        for (var round = 0; round < 100; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            yield return ($"random bytes {round}", bytes);
        }
    }

    private static async Task HttpTableAsync(RestClient api, string template)
    {
        var hostile = new[]
        {
            "'; DROP TABLE devices; --",
            "<script>alert(1)</script>",
            "a\0b",
            new string('x', 5_000),
            "😀",
        };
        foreach (var name in hostile)
        {
            using var asTemplate = await PostAsync(
                api,
                "api/v1/templates",
                $$"""{"name":{{System.Text.Json.JsonSerializer.Serialize(name)}}}"""
            );
            asTemplate.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
            asTemplate.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        foreach (
            var (body, status) in new[]
            {
                ("", HttpStatusCode.BadRequest),
                ("{", HttpStatusCode.BadRequest),
                ("[]", HttpStatusCode.BadRequest),
                ("{\"name\":7}", HttpStatusCode.BadRequest),
                ($"{{\"name\":\"{new string('x', 10_000_000)}\"}}", HttpStatusCode.RequestEntityTooLarge),
            }
        )
        {
            using var response = await PostAsync(api, "api/v1/templates", body);
            response.StatusCode.ShouldBe(status, body[..Math.Min(40, body.Length)]);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        using var unknownDevice = await api.Http.GetAsync("api/v1/devices/999999999999", Cancellation);
        unknownDevice.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var wrongTemplate = await PostAsync(
            api,
            "api/v1/devices",
            """{"templateId":"TMPLnothere1","name":"x"}"""
        );
        wrongTemplate.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        using var badToken = await api.Http.GetAsync("external/api/get?token=nope&v0", Cancellation);
        badToken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await badToken.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"error":{"message":"Invalid token."}}""");
        template.ShouldStartWith("TMPL");
    }

    private static Task<HttpResponseMessage> PostAsync(RestClient api, string path, string json) =>
        api.Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);

    private static async Task SendAndWaitForEndAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Cancellation);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, Cancellation);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            return;
        }

        await ReadToEndAsync(stream, TimeSpan.FromSeconds(30));
    }

    private static async Task ReadToEndAsync(NetworkStream stream, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(patience);
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) > 0) { }
        }
        catch (IOException)
        {
            // Cut off with a reset: as good as an end.
        }
    }
}
