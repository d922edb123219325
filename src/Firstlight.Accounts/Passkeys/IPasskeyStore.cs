using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A public key by which a person signs in; nothing of it is a secret.</summary>
public sealed record Passkey
{
    /// <summary>The credential's id, in URL-safe base64.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required UserId Person { get; init; }

    /// <summary>What its person calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The key, as the authenticator gave it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Goes up with each use, where the authenticator counts; a step back means a copy.</summary>
    public required uint SignCount { get; init; }

    /// <summary>How the authenticator is reached, such as <c>internal</c> or <c>usb</c>.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>The authenticator asked for a finger, a face or a PIN.</summary>
    public required bool IsUserVerified { get; init; }

    /// <summary>It may be copied to the person's other devices.</summary>
    public required bool IsBackupEligible { get; init; }

    /// <summary>It has been.</summary>
    public required bool IsBackedUp { get; init; }

    /// <summary>What the authenticator said of itself.</summary>
    public required byte[] AttestationObject { get; init; }

    /// <summary>What the browser said of the registration.</summary>
    public required byte[] ClientDataJson { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last let its person in.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>What passkeys need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IPasskeyStore
{
    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Passkey>> ListAsync(UserId person, CancellationToken cancellation);

    /// <summary>The passkey, or null.</summary>
    Task<Passkey?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Durable. False when it is there already, or its person has <paramref name="max"/>.</summary>
    Task<bool> TryInsertAsync(Passkey passkey, int max, CancellationToken cancellation);

    /// <summary>Durable. Replaces name, count, flags and last use; a passkey that is gone stays gone.</summary>
    Task UpdateAsync(Passkey passkey, CancellationToken cancellation);

    /// <summary>Durable. False when the person has no such passkey.</summary>
    Task<bool> DeleteAsync(UserId person, string id, CancellationToken cancellation);
}
