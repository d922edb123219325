using Firstlight.Activation;

namespace Firstlight.Api;

/// <summary>What starts a session. Both may be left out.</summary>
/// <param name="TemplateId">Only a device of this template is accepted.</param>
/// <param name="DeviceId">An existing device that gets a new network or new hardware; it keeps id and data.</param>
/// <param name="OwnerId">Whose the device becomes: a person of the organisation. Left out, it is the caller's own.</param>
internal sealed record StartSession(string? TemplateId, long? DeviceId, long? OwnerId = null);

internal sealed record ReportRequest(string? Step, int? ErrorCode, string? Detail);

/// <summary>A new session with all the app hands to the device. A class, not a record: a record would print its secrets.</summary>
internal sealed class IssuedSessionAnswer(IssuedSession issued, string host, int port, int? tlsPort)
{
    public long Id { get; } = issued.Session.Id.Value;

    public string Token { get; } = issued.Token.Reveal();

    public string Code { get; } = issued.Code.Reveal();

    public long DeviceId { get; } = issued.Session.Device.Value;

    public string Host { get; } = host;

    public int Port { get; } = port;

    public int? TlsPort { get; } = tlsPort;

    public DateTimeOffset ExpiresAt { get; } = issued.Session.ExpiresAt;
}

internal sealed record SessionAnswer(
    long Id,
    ProvisioningState State,
    IReadOnlyList<StepAnswer> Steps,
    FailureAnswer? Failure,
    long DeviceId,
    string? TemplateId,
    bool IsReprovisioning,
    long OwnerId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string? FirmwareVersion
)
{
    public static SessionAnswer Of(ProvisioningSession session) =>
        new(
            session.Id.Value,
            session.State,
            [.. session.Steps.Select(step => new StepAnswer(step.Name, step.At, step.Detail))],
            session.Failure is { } failure
                ? new FailureAnswer(failure.Code, failure.Cause, failure.Reason, failure.NextStep)
                : null,
            session.Device.Value,
            session.ExpectedTemplate?.Value,
            session.IsReprovisioning,
            session.Owner.Value,
            session.CreatedAt,
            session.ExpiresAt,
            session.EndedAt,
            session.FirmwareVersion
        );
}

internal sealed record StepAnswer(string Name, DateTimeOffset At, string? Detail);

internal sealed record FailureAnswer(int Code, string Cause, string Reason, string NextStep);
