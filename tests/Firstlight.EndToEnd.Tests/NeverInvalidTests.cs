using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promise 8: devices hammer the door with good tokens while the cloud starts, stops, dies and loses its database. Whatever
/// they hear, it is never "invalid token".
/// </summary>
public sealed class NeverInvalidTests(ITestOutputHelper output)
{
    private const int DevicesAtOnce = 6;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_is_never_called_invalid_however_the_cloud_suffers()
    {
        var cycles = TestMode.Times(bounded: 6, full: 60);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {cycles} cycles");
        var random = new Random(seed);
        using var scratch = new Scratch();
        var heard = new ConcurrentDictionary<string, int>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hammering = new List<Task>();
        using var port = new HeldPort();
        using var tlsPort = new HeldPort();

        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await using var cloud = await CloudProcess.StartAsync(
                scratch.Path,
                Cancellation,
                port.Number,
                tlsPort.Number
            );
            if (cycle == 0)
                await HammerAsync(cloud, hammering, heard, stop.Token);

            await PauseAsync(random.Next(100, 500));
            switch (cycle % 3)
            {
                case 0:
                    (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
                    break;
                case 1:
                    await cloud.KillAsync();
                    break;
                default:
                    Task<int> stopping;
                    var fresh = await StartSessionsAsync(cloud);
                    using (DatabaseHold.Take(scratch.Path))
                    {
                        // The arrival of a pending token is noted on disk, which the cloud gives up after five seconds.
                        hammering.AddRange(fresh.Select(token => KnockAsync(cloud.Port, token, heard, stop.Token)));
                        hammering.AddRange(
                            fresh.Select(token => KnockMqttAsync(cloud.Port, token, cycle, heard, stop.Token))
                        );
                        await PauseAsync(random.Next(5_500, 6_500));
                        stopping = cloud.TerminateAsync(Cancellation);
                        await PauseAsync(random.Next(100, 500));
                    }

                    (await stopping).ShouldBe(0, cloud.Output);
                    break;
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(hammering);
        output.WriteLine(
            string.Join(", ", heard.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))
        );
        heard.Keys.Where(answer => answer.StartsWith("refused", StringComparison.Ordinal)).ShouldBeEmpty();
        heard["native Success"].ShouldBeGreaterThan(cycles);
        heard["http OK"].ShouldBeGreaterThan(cycles);
        heard["mqtt Success"].ShouldBeGreaterThan(cycles);
    }

    [Fact]
    public async Task A_device_that_names_another_template_hears_that_and_its_token_lives_on()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Kettle", Cancellation);
        var other = await api.CreateTemplateAsync("Lamp", Cancellation);
        var (_, token) = await api.CreateDeviceAsync(template, "Kettle", Cancellation);

        using (
            var answer = await api.Http.GetAsync(
                $"external/api/provision?token={token}&templateId={other}",
                Cancellation
            )
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(
                """{"error":{"message":"The device belongs to another template."}}"""
            );
        }

        await using (var wrong = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))
        {
            (await wrong!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
            (await wrong.ReportTemplateAsync(other, Cancellation)).ShouldBeNull("it is closed without a word");
        }

        await using var right = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
        (await right!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        (await right.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
    }

    private static async Task<IReadOnlyList<string>> StartSessionsAsync(CloudProcess cloud)
    {
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var sessions = await Task.WhenAll(
            Enumerable.Range(0, DevicesAtOnce).Select(_ => api.StartSessionAsync(new { }, Cancellation))
        );
        return [.. sessions.Select(session => session["token"]!.GetValue<string>())];
    }

    private static async Task HammerAsync(
        CloudProcess cloud,
        List<Task> hammering,
        ConcurrentDictionary<string, int> heard,
        CancellationToken stop
    )
    {
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Persistent", Cancellation);
        for (var number = 0; number < DevicesAtOnce; number++)
        {
            var (_, active) = await api.CreateDeviceAsync(template, $"Persistent {number}", Cancellation);
            hammering.Add(KnockAsync(cloud.Port, active, heard, stop));
            hammering.Add(CallAsync(cloud.Address, active, heard, stop));
            hammering.Add(KnockMqttAsync(cloud.Port, active, number, heard, stop));
        }

        foreach (var token in await StartSessionsAsync(cloud))
            hammering.Add(KnockAsync(cloud.Port, token, heard, stop));
    }

    private static async Task KnockAsync(
        int port,
        string token,
        ConcurrentDictionary<string, int> heard,
        CancellationToken stop
    )
    {
        while (!stop.IsCancellationRequested)
        {
            await using var device = await NativeSocket.TryConnectAsync(port, CancellationToken.None);
            var status = device is null ? null : await device.LoginAsync(token, CancellationToken.None);
            Note(
                heard,
                status switch
                {
                    null => device is null ? "native nobody there" : "native closed",
                    StatusCode.InvalidToken => "refused natively",
                    _ => $"native {status}",
                }
            );
            await PauseAsync(status is null ? 10 : 2);
        }
    }

    private static async Task KnockMqttAsync(
        int port,
        string token,
        int number,
        ConcurrentDictionary<string, int> heard,
        CancellationToken stop
    )
    {
        var version = number % 2 == 0 ? MqttVersion.V311 : MqttVersion.V5;
        while (!stop.IsCancellationRequested)
        {
            var reason = await TryLogInAsync(port, token, version);
            Note(
                heard,
                reason switch
                {
                    null => "mqtt closed",
                    ReasonCode.Success or ReasonCode.ServerUnavailable => $"mqtt {reason}",
                    _ => $"refused over MQTT: {reason}",
                }
            );
            await PauseAsync(reason is null ? 10 : 2);
        }
    }

    /// <summary>Null when nobody listens, or closes instead of answering.</summary>
    private static async Task<ReasonCode?> TryLogInAsync(int port, string token, MqttVersion version)
    {
        try
        {
            await using var device = await MqttClient.ConnectAsync(port, version);
            return (await device.LogInAsync(token)).Reason;
        }
        catch (Exception lost)
            when (lost is IOException or SocketException or TimeoutException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task CallAsync(
        Uri cloud,
        string token,
        ConcurrentDictionary<string, int> heard,
        CancellationToken stop
    )
    {
        using var http = new HttpClient { BaseAddress = cloud, Timeout = TimeSpan.FromSeconds(60) };
        for (var call = 0; !stop.IsCancellationRequested; call++)
        {
            try
            {
                using var answer = await CallAsync(http, token, call);
                var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                Note(
                    heard,
                    answer.StatusCode
                        is HttpStatusCode.OK
                            or HttpStatusCode.ServiceUnavailable
                            or HttpStatusCode.TooManyRequests
                        ? $"http {answer.StatusCode}"
                        : $"refused over HTTP: {(int)answer.StatusCode} {text}"
                );
            }
            catch (HttpRequestException)
            {
                Note(heard, "http nobody there");
            }

            await PauseAsync(5);
        }
    }

    private static async Task<HttpResponseMessage> CallAsync(HttpClient http, string token, int number)
    {
        if (number % 5 == 4)
        {
            using var points = new StringContent("[]", System.Text.Encoding.UTF8, "application/json");
            return await http.PostAsync($"external/api/batch/update?token={token}&pin=v0", points, Cancellation);
        }

        var call = (number % 5) switch
        {
            0 => $"update?token={token}&v0=1",
            1 => $"getAll?token={token}",
            2 => $"batch/update?token={token}&v0=1&v2=a",
            _ => $"device/meta?token={token}&metaFieldId=1",
        };
        return await http.GetAsync($"external/api/{call}", Cancellation);
    }

    private static void Note(ConcurrentDictionary<string, int> heard, string answer) =>
        heard.AddOrUpdate(answer, 1, static (_, count) => count + 1);

    private static Task PauseAsync(int milliseconds) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, Cancellation);
}
