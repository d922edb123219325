using System.Text.Json;
using System.Text.Json.Serialization;

namespace Firstlight.Cli.Provisioning;

/// <summary>What <c>firstlight provision --json</c> prints: the session as it ended, and where the time went, in milliseconds.</summary>
internal sealed record ProvisioningReport(
    JsonElement Session,
    TimingsReport Timings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token
)
{
    public static ProvisioningReport Of(SessionView session, Timings timings, string? token) =>
        new(session.Json, TimingsReport.Of(timings), token);

    /// <summary>Without the token.</summary>
    public override string ToString() => $"session {Session}, {Timings}";
}

/// <summary><see cref="Provisioning.Timings"/> in whole milliseconds.</summary>
internal sealed record TimingsReport(long TotalMs, long PrescribedMs, long DeviceMs, long RequestsMs, long OwnWaitingMs)
{
    public static TimingsReport Of(Timings timings) =>
        new(
            (long)timings.Total.TotalMilliseconds,
            (long)timings.Prescribed.TotalMilliseconds,
            (long)timings.Device.TotalMilliseconds,
            (long)timings.Exchanges.TotalMilliseconds,
            (long)timings.OwnWaiting.TotalMilliseconds
        );
}
