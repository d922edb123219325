using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Somebody wants a new password.</summary>
/// <param name="Person">Who.</param>
/// <param name="RequestedAt">Since when.</param>
/// <param name="ExpiresAt">From when it is as if it had never been.</param>
/// <param name="Digest">What the link's secret is looked up by; null while there is no link.</param>
public sealed record PasswordReset(UserId Person, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt, string? Digest)
{
    /// <summary>Without the digest.</summary>
    public override string ToString() => $"password reset of person {Person}";
}

/// <summary>What password resets need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IPasswordResetStore
{
    /// <summary>
    /// Durable. A link replaces the person's requests that have none; a request without link is kept once per person. What has
    /// expired goes.
    /// </summary>
    Task InsertAsync(PasswordReset reset, CancellationToken cancellation);

    /// <summary>Requests without a link in the organisation that have not expired at <paramref name="now"/>, newest first.</summary>
    Task<IReadOnlyList<PasswordReset>> ListWaitingAsync(
        OrganisationId organisation,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>The reset with this link, or null when there is none or it has expired.</summary>
    Task<PasswordReset?> FindAsync(string digest, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Durable. Stores <paramref name="changed"/> and removes every reset of the person, if the link is there still; false
    /// when somebody was faster or it has expired.
    /// </summary>
    Task<bool> TryCompleteAsync(string digest, DateTimeOffset now, Person changed, CancellationToken cancellation);
}
