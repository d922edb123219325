using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What API clients need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IApiClientStore
{
    /// <summary>Durable; account, access and secret in one write. Gives the account an id.</summary>
    Task InsertAsync(Person account, StoredApiSecret secret, CancellationToken cancellation);

    /// <summary>Durable; name, suspension, stamp and access of the account.</summary>
    Task UpdateAsync(Person account, CancellationToken cancellation);

    /// <summary>
    /// Durable. Puts a secret first; of those before, the newest lives until <paramref name="previousUntil"/> at most, the others are gone.
    /// </summary>
    Task RotateAsync(
        UserId account,
        StoredApiSecret secret,
        DateTimeOffset previousUntil,
        CancellationToken cancellation
    );

    /// <summary>Durable; when it came in last.</summary>
    Task NoteUseAsync(UserId account, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Durable; with its secrets.</summary>
    Task DeleteAsync(UserId account, CancellationToken cancellation);

    /// <summary>The clients of an organisation by ascending number; at most <see cref="ApiClient.PerOrganisationMax"/>.</summary>
    Task<IReadOnlyList<ApiClient>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>The client, or null.</summary>
    Task<ApiClient?> FindAsync(UserId account, CancellationToken cancellation);

    /// <summary>The account whose secret this is, when the secret lives at <paramref name="now"/>.</summary>
    Task<Person?> FindBySecretAsync(string digest, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>A secret as it is stored.</summary>
/// <param name="Digest">Its SHA-256 in hex.</param>
/// <param name="Info">What people see of it.</param>
public sealed record StoredApiSecret(string Digest, ApiSecretInfo Info);
