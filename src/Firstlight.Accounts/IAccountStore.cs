using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What accounts need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IAccountStore
{
    /// <summary>Durable; gives the person an id. False when the e-mail address is taken.</summary>
    Task<bool> TryInsertAsync(Person person, CancellationToken cancellation);

    /// <summary>Durable; the very first person only. False when there is one already, however many try at once.</summary>
    Task<bool> TryInsertFirstOwnerAsync(Person person, CancellationToken cancellation);

    /// <summary>Durable. Replaces all fields of the person. False when the e-mail address is taken by another.</summary>
    Task<bool> TryUpdateAsync(Person person, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task DeleteAsync(UserId id, CancellationToken cancellation);

    /// <summary>The person, or null.</summary>
    Task<Person?> FindAsync(UserId id, CancellationToken cancellation);

    /// <summary>The person, or null.</summary>
    Task<Person?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellation);

    /// <summary>True when somebody else of that organisation has the role and is not suspended.</summary>
    Task<bool> AnyOtherAsync(Person person, CancellationToken cancellation);

    /// <summary>True when at least one person exists.</summary>
    Task<bool> AnyAsync(CancellationToken cancellation);

    /// <summary>People by ascending id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Durable, append-only.</summary>
    Task AppendAuditAsync(AuditEntry entry, CancellationToken cancellation);

    /// <summary>What one person did, in whichever organisation, newest first.</summary>
    /// <param name="before">Only entries with a lower number: the next page.</param>
    Task<IReadOnlyList<NumberedEntry>> ReadAuditOfAsync(
        UserId actor,
        long? before,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<NumberedEntry>> ReadAuditAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    );
}
