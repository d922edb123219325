using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Who did what. Entries are kept for ever and never hold a secret.</summary>
public interface IAuditLog
{
    /// <summary>Writes one entry with the present time; on disk before this returns.</summary>
    /// <param name="actor">Who; null for the system or a stranger.</param>
    /// <param name="organisation">Where.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">What it was done to, such as <c>device/42</c>.</param>
    /// <param name="remoteAddress">From where.</param>
    /// <exception cref="StorageUnavailableException">Nothing was written: do not go on with what was to be noted.</exception>
    Task RecordAsync(
        UserId? actor,
        OrganisationId organisation,
        string action,
        string subject,
        string? remoteAddress,
        CancellationToken cancellation
    );

    /// <summary>The newest entries first.</summary>
    /// <param name="limit">1 to <see cref="AuditActions.ReadMax"/>, one more to see whether there are more.</param>
    Task<IReadOnlyList<NumberedEntry>> ReadAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>What one person did, in whichever organisation, newest first: for that person.</summary>
    IAsyncEnumerable<AuditEntry> ReadOwnAsync(UserId person, CancellationToken cancellation);
}

/// <summary>The words of the audit log.</summary>
public static class AuditActions
{
    /// <summary>The most entries one read returns.</summary>
    public const int ReadMax = 1_000;

    /// <summary>The first owner was made.</summary>
    public const string OwnerCreated = "owner.created";

    /// <summary>A person signed in.</summary>
    public const string SignedIn = "person.signed_in";

    /// <summary>An account was locked after too many wrong passwords.</summary>
    public const string LockedOut = "person.locked_out";

    /// <summary>A person ended all their sessions.</summary>
    public const string SignedOutEverywhere = "person.signed_out_everywhere";

    /// <summary>A stranger made an account.</summary>
    public const string SignedUp = "person.signed_up";

    /// <summary>A person was given another role.</summary>
    public const string RoleChanged = "person.role_changed";

    /// <summary>A person was suspended.</summary>
    public const string Suspended = "person.suspended";

    /// <summary>A suspension was lifted.</summary>
    public const string Reinstated = "person.reinstated";

    /// <summary>Somebody asked for a new password for a person.</summary>
    public const string ResetRequested = "person.reset_requested";

    /// <summary>A link to a new password was made and shown.</summary>
    public const string ResetLinkMade = "person.reset_link_made";

    /// <summary>A person chose a new password by a link.</summary>
    public const string PasswordReset = "person.password_reset";

    /// <summary>A person added a passkey.</summary>
    public const string PasskeyAdded = "passkey.added";

    /// <summary>A person removed a passkey.</summary>
    public const string PasskeyRemoved = "passkey.removed";

    /// <summary>The settings of an organisation were changed.</summary>
    public const string OrganisationChanged = "organisation.changed";

    /// <summary>An organisation was made.</summary>
    public const string OrganisationCreated = "organisation.created";

    /// <summary>An organisation was deleted.</summary>
    public const string OrganisationDeleted = "organisation.deleted";

    /// <summary>An organisation was moved to another place of the tree.</summary>
    public const string OrganisationTransferred = "organisation.transferred";

    /// <summary>A template was enabled for an organisation.</summary>
    public const string TemplateEnabled = "template.enabled";

    /// <summary>A template was disabled for an organisation.</summary>
    public const string TemplateDisabled = "template.disabled";

    /// <summary>A person was invited.</summary>
    public const string Invited = "invitation.sent";

    /// <summary>A person was sent another link.</summary>
    public const string InvitedAgain = "invitation.sent_again";

    /// <summary>An invitation was taken back.</summary>
    public const string InvitationRevoked = "invitation.revoked";

    /// <summary>An invited person made an account.</summary>
    public const string InvitationAccepted = "invitation.accepted";

    /// <summary>An administrator ended all sessions of a person.</summary>
    public const string LoggedOut = "person.logged_out";

    /// <summary>A person was moved to another organisation.</summary>
    public const string PersonTransferred = "person.transferred";

    /// <summary>A person took their own data away.</summary>
    public const string OwnDataTaken = "person.data_taken";

    /// <summary>An account was deleted.</summary>
    public const string PersonDeleted = "person.deleted";

    /// <summary>A role was made.</summary>
    public const string RoleCreated = "role.created";

    /// <summary>A role was changed.</summary>
    public const string RoleEdited = "role.changed";

    /// <summary>A role was deleted and replaced by another one.</summary>
    public const string RoleDeleted = "role.deleted";

    /// <summary>An API client was made, and its secret shown.</summary>
    public const string ApiClientCreated = "api_client.created";

    /// <summary>An API client was renamed, suspended, or given other scopes or another rate.</summary>
    public const string ApiClientChanged = "api_client.changed";

    /// <summary>An API client got a new secret, which was shown.</summary>
    public const string ApiClientRotated = "api_client.secret_made";

    /// <summary>An API client was deleted.</summary>
    public const string ApiClientDeleted = "api_client.deleted";

    /// <summary>A webhook was made, and its secret shown.</summary>
    public const string WebhookCreated = "webhook.created";

    /// <summary>A webhook was changed, switched on or off.</summary>
    public const string WebhookChanged = "webhook.changed";

    /// <summary>A webhook got a new secret, which was shown.</summary>
    public const string WebhookRotated = "webhook.secret_made";

    /// <summary>A webhook was tried out.</summary>
    public const string WebhookTested = "webhook.tested";

    /// <summary>Messages that a webhook had given up were sent again.</summary>
    public const string WebhookSentAgain = "webhook.sent_again";

    /// <summary>Messages that a webhook had given up were deleted.</summary>
    public const string WebhookDeadDeleted = "webhook.dead_letters_deleted";

    /// <summary>The cloud switched a webhook off, because its receiver took nothing for long or wants nothing more.</summary>
    public const string WebhookDisabled = "webhook.disabled";

    /// <summary>A webhook was deleted.</summary>
    public const string WebhookDeleted = "webhook.deleted";

    /// <summary>A device's token was shown.</summary>
    public const string TokenRevealed = "token.revealed";

    /// <summary>A device was given to somebody else.</summary>
    public const string DeviceTransferred = "device.transferred";

    /// <summary>A device was deleted.</summary>
    public const string DeviceDeleted = "device.deleted";

    /// <summary>A template was deleted.</summary>
    public const string TemplateDeleted = "template.deleted";

    /// <summary>A list of devices was taken away as a file.</summary>
    public const string DevicesExported = "devices.exported";

    /// <summary>A list of provisioning attempts was taken away as a file.</summary>
    public const string ActivationsExported = "activations.exported";

    /// <summary>The audit log was taken away as a file.</summary>
    public const string AuditExported = "audit.exported";

    /// <summary>Static tokens were ordered.</summary>
    public const string StaticBatchOrdered = "static_batch.ordered";

    /// <summary>The making of static tokens was stopped.</summary>
    public const string StaticBatchCancelled = "static_batch.cancelled";

    /// <summary>A batch was taken away with all its secrets.</summary>
    public const string StaticBatchExported = "static_batch.exported";

    /// <summary>Firmware was uploaded to a template.</summary>
    public const string FirmwareAdded = "firmware.added";

    /// <summary>Firmware was deleted.</summary>
    public const string FirmwareDeleted = "firmware.deleted";

    /// <summary>A shipment of firmware was started.</summary>
    public const string ShipmentStarted = "shipment.started";

    /// <summary>A shipment of firmware was stopped.</summary>
    public const string ShipmentStopped = "shipment.stopped";

    /// <summary>A static token was deleted: its unit can never connect again.</summary>
    public const string StaticTokenDeleted = "static_token.deleted";

    /// <summary>A claim was ended by the issuer.</summary>
    public const string StaticTokenReleased = "static_token.released";

    /// <summary>A unit was claimed.</summary>
    public const string UnitClaimed = "unit.claimed";

    /// <summary>Someone began to watch what a device and the cloud say to each other.</summary>
    public const string TrafficWatched = "traffic.watched";
}
