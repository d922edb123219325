using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>Where an attempt stands. The last four are final.</summary>
public enum ProvisioningState
{
    /// <summary>The token is out and not used yet.</summary>
    Pending,

    /// <summary>The device is in the account.</summary>
    Succeeded,

    /// <summary>It failed; the token is dead.</summary>
    Failed,

    /// <summary>A person stopped it; the token is dead.</summary>
    Cancelled,

    /// <summary>Its time ran out; the token is dead.</summary>
    Expired,
}

/// <summary>One line of the session's timeline.</summary>
/// <param name="Name">A stable lower-case word, see <see cref="ProvisioningSteps"/>.</param>
/// <param name="At">When it happened, by the cloud's clock.</param>
/// <param name="Detail">More, for people: the board, the firmware version, an error code. Never a secret.</param>
public sealed record ProvisioningStep(string Name, DateTimeOffset At, string? Detail = null);

/// <summary>The names of steps.</summary>
public static class ProvisioningSteps
{
    /// <summary>The token was made and handed to the app.</summary>
    public const string TokenIssued = "token_issued";

    /// <summary>The app reports: the device's access point answered.</summary>
    public const string DeviceFound = "device_found";

    /// <summary>The app reports: the device took network and token.</summary>
    public const string CredentialsSent = "credentials_sent";

    /// <summary>The app reports the device's <c>last_error</c>.</summary>
    public const string DeviceReportedError = "device_reported_error";

    /// <summary>A device traded the short code for the token.</summary>
    public const string CodeTraded = "code_traded";

    /// <summary>A device of another kind tried to trade the short code.</summary>
    public const string CodeRefused = "code_refused";

    /// <summary>The device logged in with the token.</summary>
    public const string DeviceSeen = "device_seen";

    /// <summary>The device's template was recognised.</summary>
    public const string TemplateBound = "template_bound";

    /// <summary>The device is in the account.</summary>
    public const string Activated = "activated";

    /// <summary>The attempt failed.</summary>
    public const string Failed = "failed";

    /// <summary>A person stopped it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Its time ran out.</summary>
    public const string Expired = "expired";

    /// <summary>A device came with the token after the session had ended.</summary>
    public const string LateArrival = "late_arrival";
}

/// <summary>Why an attempt ended without a device, in words that lead on.</summary>
/// <param name="Code">The device error code (700 to 741) that fits.</param>
/// <param name="Cause">A stable lower-case word, such as <c>wrong_wifi_password</c>.</param>
/// <param name="Reason">What happened, one sentence for the customer.</param>
/// <param name="NextStep">What to do now, one sentence for the customer.</param>
public sealed record ProvisioningFailure(int Code, string Cause, string Reason, string NextStep);

/// <summary>One attempt to bring a device into an account. Nothing else exists of the device until it succeeds.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Organisation">Where the device will live.</param>
/// <param name="Owner">Whose it will be.</param>
/// <param name="Device">The reserved id; of an existing device when <paramref name="IsReprovisioning"/>.</param>
/// <param name="ExpectedTemplate">When set, only this template is accepted, and it is bound if the device names none.</param>
/// <param name="IsReprovisioning">The device exists; id, data and settings stay, only its token changes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Steps">The timeline, oldest first; at most <see cref="StepsMax"/>.</param>
/// <param name="Failure">Why it ended without a device.</param>
/// <param name="CreatedAt">When the token was handed out.</param>
/// <param name="ExpiresAt">When an unused token dies.</param>
/// <param name="EndedAt">When it became final.</param>
public sealed record ProvisioningSession(
    ProvisioningSessionId Id,
    OrganisationId Organisation,
    UserId Owner,
    DeviceId Device,
    TemplateId? ExpectedTemplate,
    bool IsReprovisioning,
    ProvisioningState State,
    IReadOnlyList<ProvisioningStep> Steps,
    ProvisioningFailure? Failure,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt
)
{
    /// <summary>Steps kept per session; a repeated report beyond it is dropped, ends are always kept.</summary>
    public const int StepsMax = 100;

    /// <summary>The unit that has traded the session's short code for its token; null when none has.</summary>
    public string? TradedBy { get; init; }

    /// <summary>What the device said it runs, once it came.</summary>
    public string? FirmwareVersion { get; init; }
}
