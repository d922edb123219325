using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>An MQTT client by other people as a device, driven by lines.</summary>
internal sealed class MqttProgram(Child child) : IAsyncDisposable
{
    public Child Child => child;

    /// <param name="client"><c>MQTT.js</c> or <c>paho</c>.</param>
    /// <param name="version">4 is 3.1.1.</param>
    public static MqttProgram Start(string client, int version, CloudProcess cloud, string token, string? url = null) =>
        new(
            client == "paho"
                // Debian's own Python, which has Debian's paho.
                ? Child.Start(
                    "/usr/bin/python3",
                    [Repository.File("tests/clients/paho-device.py"), "127.0.0.1", $"{cloud.Port}", token, $"{version}"]
                )
                : Child.Start(
                    "node",
                    [
                        Repository.File("tests/clients/mqtt-device.js"),
                        url ?? $"mqtt://127.0.0.1:{cloud.Port}",
                        token,
                        $"{version}",
                        .. url is null ? Array.Empty<string>() : [cloud.RootCertificate],
                    ]
                )
        );

    /// <summary>MQTT.js as a gateway that speaks for many devices.</summary>
    public static MqttProgram StartGateway(int version, CloudProcess cloud, string secret) =>
        new(
            Child.Start(
                "node",
                [
                    Repository.File("tests/clients/mqtt-device.js"),
                    $"mqtt://127.0.0.1:{cloud.Port}",
                    secret,
                    $"{version}",
                ],
                new Dictionary<string, string?> { ["MQTT_USER"] = "mgmt_device" }
            )
        );

    /// <summary>Publishes and waits until the client's library calls it done.</summary>
    public async Task PublishAsync(string topic, string payload, int qos, CancellationToken cancellation)
    {
        var before = Count(said => IsPublished(said, topic));
        await child.SayAsync($"publish {qos} {topic}|{payload}");
        await Until.TrueAsync(
            () => Count(said => IsPublished(said, topic)) > before || child.HasExited,
            $"{topic} is published",
            cancellation
        );
    }

    public Task ExpectAsync(string what, CancellationToken cancellation) =>
        child.ExpectLineAsync(line => Read(line)?["event"]?.GetValue<string>() == what, cancellation);

    public Task ExpectMessageAsync(string topic, string payload, CancellationToken cancellation) =>
        child.ExpectLineAsync(
            line =>
                Read(line) is { } said
                && said["event"]!.GetValue<string>() == "message"
                && said["topic"]!.GetValue<string>() == topic
                && said["payload"]!.GetValue<string>() == payload,
            cancellation
        );

    /// <summary>A message on a topic of a gateway's device, whichever it is.</summary>
    public Task ExpectMessageEndingAsync(string topicEnd, string payload, CancellationToken cancellation) =>
        child.ExpectLineAsync(
            line =>
                Read(line) is { } said
                && said["event"]!.GetValue<string>() == "message"
                && said["topic"]!.GetValue<string>().EndsWith(topicEnd, StringComparison.Ordinal)
                && said["payload"]!.GetValue<string>() == payload,
            cancellation
        );

    /// <summary>How often it has said this event.</summary>
    public int Times(string what) => Count(said => said["event"]?.GetValue<string>() == what);

    public ValueTask DisposeAsync() => child.DisposeAsync();

    private static bool IsPublished(JsonNode said, string topic) =>
        said["event"]?.GetValue<string>() == "published"
        && said["topic"]?.GetValue<string>() == topic
        && said["error"] is null;

    private int Count(Func<JsonNode, bool> fits) =>
        child.Output.Split('\n').Count(line => Read(line) is { } said && fits(said));

    private static JsonNode? Read(string line) => line.StartsWith('{') ? JsonNode.Parse(line) : null;
}
