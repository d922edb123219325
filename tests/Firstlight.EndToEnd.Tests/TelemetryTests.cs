using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What a collector gets of a real cloud, read from its real bytes.</summary>
public sealed class TelemetryTests(ObservedRun run, ObservedNode node)
    : IClassFixture<ObservedRun>,
        IClassFixture<ObservedNode>
{
    private const string Outcome = "firstlight.outcome";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private OtlpReceiver Collector => run.Collector;

    [Theory]
    [InlineData("firstlight.gateway.logins", Outcome, "accepted", 1)]
    [InlineData("firstlight.gateway.logins", Outcome, "refused", 1)]
    [InlineData("firstlight.gateway.violations", "firstlight.reason", "first byte", 1)]
    [InlineData("firstlight.gateway.connections", "network.protocol.name", "native", 0)]
    [InlineData("firstlight.activation.session.duration", Outcome, "succeeded", 1)]
    [InlineData("firstlight.activation.session.duration", Outcome, "cancelled", 1)]
    [InlineData("firstlight.webhooks.attempt.duration", Outcome, "delivered", 1)]
    [InlineData("firstlight.fleet.devices.connected", "", "", 0)]
    [InlineData("firstlight.fleet.outbox.pending", "", "", 0)]
    [InlineData("firstlight.fleet.outbox.waiting", "", "", 0)]
    [InlineData("firstlight.storage.queue.depth", "", "", 0)]
    [InlineData("http.server.request.duration", "http.route", "/external/api/update", 1)]
    public void What_happened_is_counted(string metric, string attribute, string value, double expected) =>
        Collector.Value(metric, attribute, value).ShouldBe(expected, Collector.Output);

    [Theory]
    [InlineData("firstlight.gateway.frames.received", 4)]
    [InlineData("firstlight.gateway.frames.sent", 3)]
    [InlineData("firstlight.fleet.records.stored", 3)]
    [InlineData("firstlight.fleet.outbox.commit.duration", 1)]
    [InlineData("firstlight.storage.commit.duration", 5)]
    [InlineData("firstlight.storage.writes", 5)]
    [InlineData("dotnet.process.memory.working_set", 10_000_000)]
    [InlineData("dotnet.process.cpu.time", 0.1)]
    public void What_the_work_took_is_measured(string metric, double atLeast) =>
        (Collector.Value(metric) ?? -1).ShouldBeGreaterThanOrEqualTo(atLeast, Collector.Output);

    [Fact]
    public void A_node_tells_whether_it_has_its_broker_and_how_often_it_came_back()
    {
        node.WithoutBroker.ShouldBe((0, 0), node.Collector.Output);
        node.BackAgain.ShouldBe((1, 1), node.Collector.Output);
        Collector.Metrics.Keys.ShouldNotContain("firstlight.cluster.broker.connected", "a cloud alone has none");
    }

    [Fact]
    public void A_provisioning_session_is_one_span_with_its_steps()
    {
        Collector.Spans("provisioning session").Count.ShouldBe(2, Collector.Output);
        var span = Collector.Spans("provisioning session").Single(span => IsOutcome(span, "succeeded"));
        span["steps"]!
            .AsArray()
            .Select(step => step!.GetValue<string>())
            .ShouldBe(["token_issued", "device_seen", "template_bound", "activated"]);
        span["seconds"]!.GetValue<double>().ShouldBeInRange(0.001, 60);
        span["service"]!.GetValue<string>().ShouldBe("firstlight-cloud");

        var cancelled = Collector.Spans("provisioning session").Single(span => IsOutcome(span, "cancelled"));
        cancelled["attributes"]!["error.type"]!.GetValue<string>().ShouldBe("cancelled");
    }

    [Fact]
    public void Commits_and_deliveries_are_spans()
    {
        Collector.Spans("storage commit").Count.ShouldBeGreaterThan(4);
        Collector.Spans("webhook delivery").ShouldHaveSingleItem();
        IsOutcome(Collector.Spans("webhook delivery")[0], "delivered").ShouldBeTrue();
        run.ToldTrace.ShouldBeNull("a receiver gets the documented headers and no other");
    }

    [Fact]
    public void Nothing_that_was_sent_names_a_token_a_person_or_a_receiver()
    {
        Collector.Output.ShouldContain("firstlight-cloud");
        foreach (var secret in run.Secrets)
            Collector.Output.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Every_query_of_the_dashboard_asks_for_what_the_cloud_really_has()
    {
        await using var reader = Child.Start(
            "node",
            [Repository.File("tests/clients/promql-names.mjs"), Repository.File("deploy/grafana/firstlight.json")]
        );
        (await reader.WaitForExitAsync(Cancellation)).ShouldBe(0, reader.Output);
        var queries = reader.Output.Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        queries.Count.ShouldBeGreaterThan(20);
        var series = Collector.PrometheusSeries().ToDictionary();
        foreach (var (metric, labels) in node.Collector.PrometheusSeries())
            series.TryAdd(metric, labels);
        foreach (var query in queries)
        {
            var text = (string)query["query"]!;
            query["isWrong"]!.GetValue<bool>().ShouldBeFalse(text);
            Texts(query["metrics"]!).ShouldNotBeEmpty(text);
            foreach (var metric in Texts(query["metrics"]!))
            {
                series.Keys.ShouldContain(metric, text);
                Texts(query["labels"]!).Except(series[metric], StringComparer.Ordinal).ShouldBeEmpty(text);
            }
        }
    }

    [Fact]
    public void Every_instrument_of_ours_is_on_the_page_about_them()
    {
        var page = File.ReadAllText(Repository.File("docs/operate/observe.md"));
        foreach (var name in Collector.Metrics.Keys.Concat(node.Collector.Metrics.Keys).Where(IsOurs))
            page.ShouldContain($"`{name}`");
    }

    [Theory]
    [InlineData("grpc", "--grpc")]
    [InlineData("http/protobuf")]
    public async Task The_standard_variables_name_a_collector_too_and_choose_the_protocol(
        string protocol,
        params string[] receiver
    )
    {
        using var scratch = new Scratch();
        await using var collector = await OtlpReceiver.StartAsync(Cancellation, receiver);
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
                ["OTEL_SERVICE_NAME"] = "our-cloud",
            },
            Cancellation
        );
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);

        cloud.Output.ShouldNotContain("[9001]");
        collector.Value("firstlight.storage.writes").ShouldNotBeNull(collector.Output);
        collector.Spans("storage commit").ShouldNotBeEmpty();
        ((string?)collector.Metrics["firstlight.storage.writes"]["service"]).ShouldBe("our-cloud");
    }

    [Fact]
    public async Task Who_takes_metrics_alone_gets_no_traces()
    {
        using var scratch = new Scratch();
        await using var collector = await OtlpReceiver.StartAsync(Cancellation);
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{collector.Address}/v1/metrics",
            },
            Cancellation
        );
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);

        cloud.Output.ShouldNotContain("[9001]");
        collector.Value("firstlight.storage.writes").ShouldNotBeNull(collector.Output);
        collector.Spans("storage commit").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_sent_where_collectors_usually_are()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        // A cloud that sent to nobody would have complained.
        cloud.Output.ShouldNotContain("[9001]");
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_one_line_and_no_service()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--otlp", "http://127.0.0.1:1"]
        );
        using (var http = new HttpClient { BaseAddress = cloud.Address })
            (await http.GetStringAsync("readyz", Cancellation)).ShouldContain("ready");

        (await cloud.TerminateAsync(Cancellation)).ShouldBe(0, cloud.Output);
        cloud.Output.Split("[9001]").Length.ShouldBe(2, cloud.Output);
    }

    private static bool IsOurs(string name) => name.StartsWith("firstlight.", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(text => (string)text!);

    private static bool IsOutcome(JsonNode span, string outcome) => (string?)span["attributes"]![Outcome] == outcome;
}
