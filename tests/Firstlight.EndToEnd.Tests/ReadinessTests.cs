using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What balancers and orchestrators ask: life, and whether this node may be given work.</summary>
public sealed class ReadinessTests
{
    private const string Database = "firstlight";

    /// <summary>More than the check's own patience, less than the database's.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(8);

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_hangs_or_is_gone_is_said_in_time_and_names_nobody()
    {
        using var scratch = new Scratch();
        await using var server = await PostgresProcess.StartAsync(Cancellation);
        await server.CreateDatabaseAsync(Database, Cancellation);
        var settings = server.SettingsFor(Database) + ";Password=not-for-strangers";
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--database", settings]
        );
        using var http = new HttpClient { BaseAddress = cloud.Address, Timeout = AnswerMax };
        await BecomesAsync(http, HttpStatusCode.OK);

        await server.PauseAsync(Cancellation);
        (await BecomesAsync(http, HttpStatusCode.ServiceUnavailable)).ShouldBe(
            "Not ready: storage (the database does not answer in time)."
        );
        // However many ask: each is answered in time, and so are those who ask for life.
        var asked = Enumerable.Range(0, 50).Select(_ => http.GetAsync("readyz", Cancellation)).ToList();
        (await http.GetStringAsync("healthz", Cancellation)).ShouldContain("alive");
        foreach (var answer in await Task.WhenAll(asked))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Dispose();
        }

        server.Resume();
        await BecomesAsync(http, HttpStatusCode.OK);
        await server.KillAsync();
        await Until.TrueAsync(
            async () =>
                await BecomesAsync(http, HttpStatusCode.ServiceUnavailable)
                == "Not ready: storage (the database cannot be read or written).",
            "the lost database is named",
            Cancellation
        );
        await server.StartAgainAsync(Cancellation);
        await BecomesAsync(http, HttpStatusCode.OK);

        await Until.TrueAsync(
            () => cloud.Output.Contains("Ready again  [8006]", StringComparison.Ordinal),
            "the log says so",
            Cancellation
        );
        cloud.Output.ShouldNotContain("not-for-strangers");
    }

    [Fact]
    public async Task A_node_that_drains_says_so_first_and_serves_on_until_it_is_told_again()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--drain-delay", "600"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var device = await api.PostAsync(
            "api/v1/devices",
            new { templateId = await api.CreateTemplateAsync("Late", Cancellation), name = "Late" },
            HttpStatusCode.Created,
            Cancellation
        );
        await using var watch = await LiveWatch.StartAsync(api, Cancellation);

        var ended = cloud.TerminateAsync(Cancellation);
        (await BecomesAsync(api.Http, HttpStatusCode.ServiceUnavailable)).ShouldBe(
            "Not ready: stopping (this node is about to stop)."
        );
        (await api.Http.GetStringAsync("healthz", Cancellation)).ShouldContain("alive");
        await using var late = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await late.LoginAsync(device["token"]!.GetValue<string>(), Cancellation)).ShouldBe(StatusCode.Success);
        await Until.TrueAsync(
            () => watch.Count("device.online") == 1,
            "open pages still see devices come",
            Cancellation
        );
        ended.IsCompleted.ShouldBeFalse();

        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        (await ended).ShouldBe(0);
    }

    [Fact]
    public async Task A_drain_has_an_end()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation, more: ["--drain-delay", "1"]);
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
    }

    /// <summary>Asks until the status is that one, and gives the detail of a problem.</summary>
    private static async Task<string?> BecomesAsync(HttpClient http, HttpStatusCode status)
    {
        string? detail = null;
        await Until.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync("readyz", Cancellation);
                answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
                var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
                detail = (string?)body["detail"];
                return answer.StatusCode == status;
            },
            $"readiness becomes {status}",
            Cancellation
        );
        return detail;
    }
}
