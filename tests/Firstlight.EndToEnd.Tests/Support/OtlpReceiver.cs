using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A collector in Node.js that reads what it is sent with OpenTelemetry's own message definitions.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Child _program;

    private OtlpReceiver(Child program, int port)
    {
        _program = program;
        Address = $"http://127.0.0.1:{port}";
    }

    public string Address { get; }

    /// <summary>Everything that came, as text.</summary>
    public string Output => _program.Output;

    /// <summary>What came last of each metric, by its name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Metrics =>
        Lines("metric")
            .GroupBy(line => line["name"]!.GetValue<string>(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    /// <summary>Every span of that name.</summary>
    public IReadOnlyList<JsonNode> Spans(string name) =>
        [.. Lines("span").Where(line => line["name"]!.GetValue<string>() == name)];

    /// <summary>The value of the point with that attribute, whatever its others are; null when there is none.</summary>
    public double? Value(string metric, string attribute = "", string value = "") =>
        Metrics.TryGetValue(metric, out var found)
            ? found["points"]!
                .AsArray()
                .FirstOrDefault(point => attribute.Length == 0 || (string?)point!["attributes"]![attribute] == value)
                ?["value"]!.GetValue<double>()
            : null;

    /// <summary>
    /// The series of each metric and their labels, by the names that Prometheus gives what comes by OTLP: units as words behind the name,
    /// sums that only grow end in <c>_total</c>, a histogram is three series.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> PrometheusSeries()
    {
        var series = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var (name, metric) in Metrics)
        {
            var labels = metric["points"]!
                .AsArray()
                .SelectMany(point => point!["attributes"]!.AsObject().Select(attribute => Escaped(attribute.Key)))
                .Concat(["instance", "job"])
                .ToHashSet(StringComparer.Ordinal);
            var unit = (string?)metric["unit"] switch
            {
                "s" => "_seconds",
                "By" => "_bytes",
                _ => "",
            };
            var isHistogram = (string?)metric["kind"] == "histogram";
            if (isHistogram)
                series.Add(
                    $"{Escaped(name)}{unit}_bucket",
                    new HashSet<string>(labels, StringComparer.Ordinal) { "le" }
                );
            foreach (var end in isHistogram ? (string[])["_count", "_sum"] : [IsGrowing(metric) ? "_total" : ""])
                series.Add($"{Escaped(name)}{unit}{end}", labels);
        }

        return series;
    }

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellation, params string[] more)
    {
        var program = Child.Start("node", [Repository.File("tests/clients/otlp-receiver.js"), .. more]);
        var line = await program.ExpectLineAsync(
            text => text.Contains("listening", StringComparison.Ordinal),
            cancellation
        );
        return new OtlpReceiver(program, JsonNode.Parse(line)!["port"]!.GetValue<int>());
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static bool IsGrowing(JsonNode metric) => metric["monotonic"]!.GetValue<bool>();

    private static string Escaped(string name) => name.Replace('.', '_');

    private IEnumerable<JsonNode> Lines(string what) =>
        _program
            .Output.Split('\n')
            .Where(line => line.StartsWith($"{{\"event\":\"{what}\"", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!);
}
