using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>A session and the secrets that go with it, the token and the short code that stands for it; shown once.</summary>
public sealed record IssuedSession(ProvisioningSession Session, AuthToken Token, ShortCode Code);

/// <summary>Which sessions to list, newest first.</summary>
/// <param name="State">Only these.</param>
/// <param name="Device">Only attempts for this device.</param>
/// <param name="Cursor">From a page's <see cref="SessionPage.Next"/>; null begins with the newest.</param>
/// <param name="Limit">Sessions per page, 1 to <see cref="LimitMax"/>.</param>
public sealed record SessionQuery(ProvisioningState? State, DeviceId? Device, string? Cursor, int Limit)
{
    /// <summary>The most sessions one page holds.</summary>
    public const int LimitMax = 1_000;

    /// <summary>Only attempts that this person began; null for everybody's.</summary>
    public UserId? Owner { get; init; }

    /// <summary>Only attempts of this template: expected, or named by the device.</summary>
    public TemplateId? Template { get; init; }

    /// <summary>Only attempts that ended for this <see cref="ProvisioningFailure.Cause"/>.</summary>
    public string? Cause { get; init; }

    /// <summary>Only attempts of devices with this firmware version.</summary>
    public string? FirmwareVersion { get; init; }
}

/// <summary>One page of sessions.</summary>
public sealed record SessionPage(IReadOnlyList<ProvisioningSession> Items, string? Next);

/// <summary>What the app knows and the cloud cannot see: it stands beside the device.</summary>
/// <param name="Step"><see cref="ProvisioningSteps.DeviceFound"/>, <see cref="ProvisioningSteps.CredentialsSent"/> or <see cref="ProvisioningSteps.DeviceReportedError"/>.</param>
/// <param name="ErrorCode">With <see cref="ProvisioningSteps.DeviceReportedError"/>: the device's <c>last_error</c>; it ends the session as failed.</param>
/// <param name="Detail">More, at most 200 characters.</param>
public sealed record AppReport(string Step, int? ErrorCode, string? Detail);

/// <summary>The dynamic way: sessions with pending tokens. For people's doors.</summary>
public interface IProvisioning
{
    /// <summary>
    /// Hands out a new pending token; on disk before this returns. With <paramref name="device"/> it is a re-provisioning: same id
    /// and data, the old token lives until the new one is used, and an older pending session of that device is cancelled.
    /// </summary>
    Task<Outcome<IssuedSession>> StartAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId? expectedTemplate,
        DeviceId? device,
        CancellationToken cancellation
    );

    /// <summary>The session, or null.</summary>
    Task<ProvisioningSession?> FindAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    );

    /// <summary>A page of sessions, newest first.</summary>
    Task<Outcome<SessionPage>> ListAsync(
        OrganisationId organisation,
        SessionQuery query,
        CancellationToken cancellation
    );

    /// <summary>What the attempts of a span say together. Refuses a span that is empty or too long.</summary>
    Task<Outcome<ProvisioningStatistics>> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    );

    /// <summary>Ends a pending session; its token is dead when this returns. Refuses (conflict) when it has ended already.</summary>
    Task<Outcome<ProvisioningSession>> CancelAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        CancellationToken cancellation
    );

    /// <summary>Adds what the app saw. Refuses (conflict) when the session has ended.</summary>
    Task<Outcome<ProvisioningSession>> ReportAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        AppReport report,
        CancellationToken cancellation
    );
}
