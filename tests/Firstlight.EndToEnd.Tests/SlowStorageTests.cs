using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Json;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promises 3, 4 and 8 while the disk takes nothing: devices are slowed down, memory stays bounded, people hear "try
/// later", nobody hears "invalid token", and nothing that was sent is lost.
/// </summary>
public sealed class SlowStorageTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_disk_takes_nothing_devices_are_held_back_and_everything_is_there_afterwards()
    {
        const int devices = 20;
        const int writesEach = 3_000; // together more than the cloud may hold
        const long growthMax = 256L * 1024 * 1024;
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--flood-limit", "off"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Patient", Cancellation);
        var writers = new List<Writer>();
        for (var number = 0; number < devices; number++)
            writers.Add(await Writer.StartAsync(cloud.Port, api, template, number));
        var (witness, witnessToken) = await api.CreateDeviceAsync(template, "Witness", Cancellation);
        var pending = await api.StartSessionAsync(new { templateId = template }, Cancellation);
        var memoryBefore = cloud.ResidentBytes;

        Task[] writing;
        long memoryMax = 0;
        var acknowledged = 0;
        using (DatabaseHold.Take(scratch.Path))
        {
            writing = [.. writers.Select(writer => writer.WriteAsync(writesEach))];
            var update = api.Http.GetAsync($"external/api/update?token={witnessToken}&v0=1", Cancellation);
            var put = api.Http.PutAsJsonAsync(
                $"api/v1/devices/{witness}/datastreams/1",
                new { value = 7 },
                Cancellation
            );
            var start = api.Http.PostAsJsonAsync("api/v1/provisioning/sessions", new { }, Cancellation);
            var logins = LogInAtOnceAsync(cloud.Port, witnessToken, pending["token"]!.GetValue<string>());
            var people = Task.WhenAll([update, start, .. CallAll(api.Http, witnessToken)]);
            while (!people.IsCompleted || !put.IsCompleted)
            {
                memoryMax = Math.Max(memoryMax, cloud.ResidentBytes);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
            }

            foreach (var answer in await people)
            {
                using (answer)
                    ShouldSayTryLater(answer);
            }

            using (var answer = await put)
                await ShouldNotSayDoneAsync(answer);

            var heard = await logins;
            output.WriteLine(
                $"{heard.Count(status => status is null)} of {heard.Length} logins were closed without an answer"
            );
            heard.ShouldAllBe(status => status == null || status == StatusCode.Success);
            using (var ready = await api.Http.GetAsync("readyz", Cancellation))
                ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await api.GetAsync("api/v1/devices", Cancellation))["items"]!.AsArray().Count.ShouldBe(devices + 1);
            writing.Count(task => !task.IsCompleted).ShouldBeGreaterThan(0, "somebody must feel the disk");
        }

        await Task.WhenAll(writing);
        using (var update = await api.Http.GetAsync($"external/api/update?token={witnessToken}&v0=2", Cancellation))
        {
            update.StatusCode.ShouldBe(HttpStatusCode.OK);
            acknowledged++;
        }

        output.WriteLine($"memory {memoryBefore >> 20} MB before, at most {memoryMax >> 20} MB while held");
        (memoryMax - memoryBefore).ShouldBeLessThan(growthMax);

        // What was acknowledged is on disk; what was written natively follows within a second.
        (await api.HistoryAsync(witness, 0, Cancellation))
            .Count(value => value == "2")
            .ShouldBe(acknowledged);
        var expected = Enumerable.Range(1, writesEach).Select(Writer.Value).ToList();
        foreach (var writer in writers)
        {
            IReadOnlyList<string> history = [];
            await Until.TrueAsync(
                async () => (history = await api.HistoryAsync(writer.Id, 2, Cancellation)).Count >= writesEach,
                $"everything of device {writer.Id} is there",
                Cancellation
            );
            history.ShouldBe(expected, "each value once and in its order");
            await writer.Socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_it_writes_everything_when_the_disk_comes_back_in_time()
    {
        const int writes = 3_000;
        using var scratch = new Scratch();
        long id;
        await using (
            var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation, more: ["--flood-limit", "off"])
        )
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            var template = await api.CreateTemplateAsync("Leaving", Cancellation);
            var writer = await Writer.StartAsync(cloud.Port, api, template, 0);
            id = writer.Id;
            Task<int> stopping;
            using (DatabaseHold.Take(scratch.Path))
            {
                await writer.WriteAsync(writes);
                stopping = cloud.TerminateAsync(Cancellation);
                (await writer.Socket.ReadToEndAsync(Cancellation)).ShouldBeEmpty("a stop says nothing to devices");
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, Cancellation);
                stopping.IsCompleted.ShouldBeFalse("it still has something to write");
            }

            (await stopping).ShouldBe(0, cloud.Output);
            await writer.Socket.DisposeAsync();
        }

        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        (await apiAgain.HistoryAsync(id, 2, Cancellation)).Count.ShouldBe(writes);
    }

    /// <summary>Every HTTPS call that promises the disk.</summary>
    private static Task<HttpResponseMessage>[] CallAll(HttpClient http, string token)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return
        [
            http.GetAsync($"external/api/batch/update?token={token}&v0=1&v1=7", Cancellation),
            http.PostAsJsonAsync(
                $"external/api/batch/update?token={token}&pin=v1",
                new long[][] { [now, 7] },
                Cancellation
            ),
            http.GetAsync($"external/api/update/property?token={token}&pin=v0&label=a", Cancellation),
            http.GetAsync(
                $"external/api/device/meta/update?token={token}&metaFieldName=Hotspot%20Name&value=a",
                Cancellation
            ),
        ];
    }

    /// <summary>It found a place in memory and waits there, so that nobody knows; or there was none left, and nothing was done.</summary>
    private static async Task ShouldNotSayDoneAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode is HttpStatusCode.GatewayTimeout)
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("storage_slow");
        else
            ShouldSayTryLater(answer);
    }

    private static void ShouldSayTryLater(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(
            HttpStatusCode.ServiceUnavailable,
            $"{answer.RequestMessage?.RequestUri?.AbsolutePath}"
        );
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>What devices with good tokens hear while the disk is held; null is a connection closed without a word.</summary>
    private static Task<StatusCode?[]> LogInAtOnceAsync(int port, string active, string pending) =>
        Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async number =>
                {
                    await using var device = await NativeSocket.TryConnectAsync(port, Cancellation);
                    return await device!.LoginAsync(number % 2 == 0 ? pending : active, Cancellation);
                })
        );

    [SuppressMessage("Reliability", "CA2000", Justification = "The test disposes the socket.")]
    private sealed record Writer(long Id, NativeSocket Socket)
    {
        public static async Task<Writer> StartAsync(int port, RestClient api, string template, int number)
        {
            var (id, token) = await api.CreateDeviceAsync(template, $"Writer {number}", Cancellation);
            var socket = await NativeSocket.TryConnectAsync(port, Cancellation);
            (await socket!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
            (await socket.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
            return new Writer(id, socket);
        }

        public static string Value(int number) => $"{number}".PadLeft(400, '0');

        /// <summary>As fast as its socket takes it. The answered ping behind the writes says that the cloud took them all.</summary>
        public async Task WriteAsync(int writes)
        {
            await Task.Yield();
            for (var value = 1; value <= writes; value++)
                await Socket.WriteAsync(2, Value(value), Cancellation);
            (await Socket.PingAsync(Cancellation)).ShouldBe(StatusCode.Success);
        }
    }
}
