using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>A session and the secret that goes with it; shown once.</summary>
public sealed record IssuedSession(ProvisioningSession Session, AuthToken Token);

/// <summary>A device made by hand and its token; shown once here, later only by <see cref="IDeviceTokens"/>.</summary>
public sealed record IssuedDevice(Device Device, AuthToken Token);

/// <summary>Which sessions to list, newest first.</summary>
public sealed record SessionQuery(ProvisioningState? State, DeviceId? Device, string? Cursor, int Limit);

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

/// <summary>The manual way, and the tokens of devices that exist. For people's doors.</summary>
public interface IDeviceTokens
{
    /// <summary>Makes a device with an active token; on disk before this returns.</summary>
    Task<Outcome<IssuedDevice>> CreateDeviceAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId template,
        string? name,
        CancellationToken cancellation
    );

    /// <summary>The device's token. The caller has checked the right and written the audit entry.</summary>
    Task<AuthToken?> RevealAsync(OrganisationId organisation, DeviceId device, CancellationToken cancellation);
}

/// <summary>What a healthy, fully loaded store knows about a token.</summary>
public abstract record Admission
{
    private Admission() { }

    /// <summary>It belongs to a device.</summary>
    public sealed record Active(DeviceId Device, OrganisationId Organisation, TemplateId Template) : Admission;

    /// <summary>It was handed out and waits for its device to say which template it is.</summary>
    public sealed record Pending(
        ProvisioningSessionId Session,
        DeviceId Device,
        OrganisationId Organisation,
        TemplateId? ExpectedTemplate
    ) : Admission;

    /// <summary>It does not exist or is dead: the only case in which "invalid token" may be said.</summary>
    public sealed record Refused(string Cause) : Admission;
}

/// <summary>How an activation ended.</summary>
public abstract record ActivationResult
{
    private ActivationResult() { }

    /// <summary>The device is in the account; <paramref name="First"/> is false when it already was (the call may repeat).</summary>
    public sealed record Activated(Device Device, bool First) : ActivationResult;

    /// <summary>The device named no template and none was expected: the session goes on waiting.</summary>
    public sealed record TemplateMissing : ActivationResult;

    /// <summary>The session failed or had ended; its token is dead.</summary>
    public sealed record Refused(ProvisioningFailure Failure) : ActivationResult;
}

/// <summary>Who may come in. For devices' doors; <c>Fleet</c> asks here once per login.</summary>
public interface IAdmission
{
    /// <summary>What the store knows about the token. Notes the arrival in the session's timeline.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows; close the connection or say "try later".</exception>
    ValueTask<Admission> AdmitAsync(AuthToken token, CancellationToken cancellation);

    /// <summary>
    /// Turns a pending token into a device: template bound, organisation and owner of the session, on disk before this
    /// returns. A pending token activates once; repeating the call with the same template answers the same device.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was written; the device may come again.</exception>
    Task<ActivationResult> ActivateAsync(
        ProvisioningSessionId session,
        HardwareReport report,
        CancellationToken cancellation
    );
}
