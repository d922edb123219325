using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Provisioning;

/// <summary>A provisioning session as the cloud tells it.</summary>
internal sealed record SessionView(JsonElement Json)
{
    public string Id => Json.Text("id");

    public string State => Json.Text("state");

    public bool HasEnded => State is not "Pending";

    public string DeviceId => Json.Text("deviceId");

    public IReadOnlyList<JsonElement> Steps => [.. Json.Items("steps")];

    public JsonElement? Failure =>
        Json.TryGetProperty("failure", out var failure) && failure.ValueKind is JsonValueKind.Object ? failure : null;

    /// <summary>From the first to the last step, by the cloud's clock: immune to clocks that differ.</summary>
    public TimeSpan StepsSpan =>
        Steps is [var first, .., var last]
        && DateTimeOffset.TryParse(first.Text("at"), out var from)
        && DateTimeOffset.TryParse(last.Text("at"), out var to)
            ? to - from
            : TimeSpan.Zero;

    /// <summary>The number for the shell.</summary>
    public int ExitCode =>
        State switch
        {
            "Succeeded" => ExitCodes.Ok,
            "Cancelled" or "Expired" => ExitCodes.SessionEnded,
            _ => (Failure?.Text("code")) switch
            {
                "722" => ExitCodes.WrongWifiPassword,
                "720" => ExitCodes.NetworkNotFound,
                "701" or "704" or "721" or "723" => ExitCodes.NetworkUnreachable,
                "702" or "705" or "710" or "711" or "712" => ExitCodes.DeviceCannotReachCloud,
                "703" => ExitCodes.TokenRejected,
                "700" => ExitCodes.DeviceConfiguration,
                _ => ExitCodes.ProvisioningFailed,
            },
        };
}
