using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A native client by other people as a device, driven by lines.</summary>
internal sealed class NativeProgram(Child child) : IAsyncDisposable
{
    public Child Child => child;

    /// <param name="client"><c>blynk-library</c>, the same <c>over TLS</c>, or <c>node-red</c>, which speaks TLS alone.</param>
    /// <param name="root">The certificate it trusts; null for the cloud's own.</param>
    public static NativeProgram Start(
        string client,
        CloudProcess cloud,
        string token,
        string template,
        string? root = null
    ) =>
        new(
            client == "node-red"
                ? Child.Start(
                    "node",
                    [
                        Repository.File("tests/clients/node-red-device.js"),
                        "127.0.0.1",
                        $"{cloud.TlsPort}",
                        token,
                        template,
                    ]
                )
                : Child.Start(
                    "node",
                    [
                        Repository.File("tests/clients/blynk-device.js"),
                        .. client == "blynk-library"
                            ? new[] { "127.0.0.1", $"{cloud.Port}", token }
                            : ["localhost", $"{cloud.TlsPort}", token, root ?? cloud.RootCertificate],
                    ]
                )
        );

    public Task SayAsync(string line) => child.SayAsync(line);

    public Task ExpectAsync(string what, CancellationToken cancellation) =>
        child.ExpectLineAsync(line => Read(line)?["event"]?.GetValue<string>() == what, cancellation);

    public Task ExpectWriteAsync(int pin, string value, CancellationToken cancellation) =>
        child.ExpectLineAsync(
            line =>
                Read(line) is { } said
                && said["event"]!.GetValue<string>() == "write"
                && said["pin"]!.GetValue<int>() == pin
                && string.Join('|', said["values"]!.AsArray().Select(part => part!.GetValue<string>())) == value,
            cancellation
        );

    public Task ExpectWrongTokenAsync(CancellationToken cancellation) =>
        child.ExpectLineAsync(line => line.Contains("INVALID_TOKEN", StringComparison.Ordinal), cancellation);

    /// <summary>How often it has said this event.</summary>
    public int Times(string what) =>
        child.Output.Split('\n').Count(line => Read(line)?["event"]?.GetValue<string>() == what);

    public ValueTask DisposeAsync() => child.DisposeAsync();

    private static JsonNode? Read(string line) => line.StartsWith('{') ? JsonNode.Parse(line) : null;
}
