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

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellation)
    {
        var program = Child.Start("node", [Repository.File("tests/clients/otlp-receiver.js")]);
        var line = await program.ExpectLineAsync(
            text => text.Contains("listening", StringComparison.Ordinal),
            cancellation
        );
        return new OtlpReceiver(program, JsonNode.Parse(line)!["port"]!.GetValue<int>());
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private IEnumerable<JsonNode> Lines(string what) =>
        _program
            .Output.Split('\n')
            .Where(line => line.StartsWith($"{{\"event\":\"{what}\"", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!);
}
