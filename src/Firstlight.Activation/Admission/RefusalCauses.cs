namespace Firstlight.Activation;

/// <summary>Why a token is not let in: for logs and for people, never for the device.</summary>
internal static class RefusalCauses
{
    public const string Unknown = "unknown";
    public const string Cancelled = "cancelled";
    public const string Expired = "expired";
    public const string Failed = "failed";

    /// <summary>A newer token of the same device is in use, or a newer attempt took its place.</summary>
    public const string Replaced = "replaced";

    /// <summary>Its device was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>What a dead token died of.</summary>
    public static string Of(TokenLookup dead) =>
        dead.Session switch
        {
            { State: ProvisioningState.Expired } => Expired,
            { State: ProvisioningState.Failed } => Failed,
            { State: ProvisioningState.Cancelled } session => session.Failure?.Cause
            == ProvisioningFailures.Superseded.Cause
                ? Replaced
                : Cancelled,
            { State: ProvisioningState.Pending } => Replaced,
            _ => dead.Device is null ? Deleted : Replaced,
        };
}
