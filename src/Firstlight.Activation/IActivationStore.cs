using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>What the database knows about one token.</summary>
/// <param name="Hash">What it is looked up by.</param>
/// <param name="Sealed">The sealed token.</param>
/// <param name="Device">The device it belongs to, or will belong to.</param>
/// <param name="Session">The session that issued it; null for manual tokens.</param>
/// <param name="State">Its state.</param>
public sealed record TokenRecord(
    TokenHash Hash,
    byte[] Sealed,
    DeviceId Device,
    ProvisioningSessionId? Session,
    TokenState State
)
{
    /// <summary>What its short code is looked up by; null for manual tokens.</summary>
    public CodeHash? Code { get; init; }

    /// <summary>Neither the hash nor the sealed copy: a record that is printed says whose token it is, no more.</summary>
    public override string ToString() => $"{State} token of device {Device}";

    /// <summary>The token's last characters, by which people find its device; null for one stored before they were kept.</summary>
    public string? Tail { get; init; }
}

/// <summary>A token's state. Dead tokens are kept as rows for the timeline's sake, and removed with their device.</summary>
public enum TokenState
{
    /// <summary>Handed out, not used yet.</summary>
    Pending,

    /// <summary>A device's token.</summary>
    Active,

    /// <summary>Cancelled, expired, replaced or failed.</summary>
    Revoked,
}

/// <summary>A token with what an admission needs beside it, read in one go.</summary>
/// <param name="Token">The token.</param>
/// <param name="Session">Its session, for pending and dead ones.</param>
/// <param name="Device">Its device, when it exists.</param>
public sealed record TokenLookup(TokenRecord Token, ProvisioningSession? Session, TokenDevice? Device);

/// <summary>As much of a device as a login needs: every login reads it.</summary>
public sealed record TokenDevice(DeviceId Id, OrganisationId Organisation, TemplateId Template, UserId? Owner);

/// <summary>
/// What activation needs from the database. Every change is durable when its task ends and happens as a whole or not at
/// all; conditions are checked inside the same transaction. Any fault is a <see cref="StorageUnavailableException"/>.
/// </summary>
public interface IActivationStore
{
    /// <summary>The next device id; never given twice, not even after a crash.</summary>
    Task<DeviceId> ReserveDeviceIdAsync(CancellationToken cancellation);

    /// <summary>The next session id; never given twice.</summary>
    Task<ProvisioningSessionId> ReserveSessionIdAsync(CancellationToken cancellation);

    /// <summary>Stores a new session, its token, and in the same step the ends of sessions it supersedes (their tokens die).</summary>
    Task InsertSessionAsync(
        ProvisioningSession session,
        TokenRecord token,
        IReadOnlyList<ProvisioningSession> superseded,
        CancellationToken cancellation
    );

    /// <summary>
    /// Replaces the session if it is still in <paramref name="expectedState"/> and has <paramref name="expectedSteps"/> steps; false when someone was
    /// faster. When the new state is final and not <see cref="ProvisioningState.Succeeded"/>, its token is revoked in the same step.
    /// </summary>
    Task<bool> TryUpdateSessionAsync(
        ProvisioningSession session,
        ProvisioningState expectedState,
        int expectedSteps,
        CancellationToken cancellation
    );

    /// <summary>
    /// The activation, if the session is still pending: session succeeded, its token active, older tokens of the device
    /// revoked, the device inserted, or (re-provisioning) kept with its new hardware report. False when someone was faster.
    /// </summary>
    Task<bool> TryActivateAsync(ProvisioningSession succeeded, Device device, CancellationToken cancellation);

    /// <summary>Stores a device made by hand with its active token.</summary>
    Task InsertDeviceAsync(Device device, TokenRecord token, CancellationToken cancellation);

    /// <summary>The token with its session and device, or null: the store is healthy and does not know it.</summary>
    Task<TokenLookup?> FindTokenAsync(TokenHash hash, CancellationToken cancellation);

    /// <summary>The token that a short code stands for, with its session whatever the token's state; or null.</summary>
    Task<TokenLookup?> FindTokenByCodeAsync(CodeHash code, CancellationToken cancellation);

    /// <summary>
    /// The sealed key of that name. Stores <paramref name="candidate"/> when there is none, or when what is there equals
    /// <paramref name="unusable"/>; of several callers one wins and all get its key.
    /// </summary>
    Task<byte[]> KeepSealedKeyAsync(string name, byte[] candidate, byte[]? unusable, CancellationToken cancellation);

    /// <summary>The active token of a device, or null.</summary>
    Task<TokenRecord?> FindActiveTokenAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>The session, or null.</summary>
    Task<ProvisioningSession?> FindSessionAsync(ProvisioningSessionId id, CancellationToken cancellation);

    /// <summary>Sessions by descending id, before <paramref name="before"/>; one more than the limit when there are more.</summary>
    Task<IReadOnlyList<ProvisioningSession>> ListSessionsAsync(
        OrganisationId organisation,
        SessionQuery query,
        ProvisioningSessionId? before,
        CancellationToken cancellation
    );

    /// <summary>What the sessions that began in the query's span say together.</summary>
    Task<ProvisioningStatistics> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    );

    /// <summary>Pending sessions whose time ran out at <paramref name="now"/>, oldest first.</summary>
    Task<IReadOnlyList<ProvisioningSession>> ListOverdueAsync(
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    );
}
