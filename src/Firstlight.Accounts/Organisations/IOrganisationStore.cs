using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What the tree of organisations needs from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IOrganisationStore
{
    /// <summary>The organisation and those above it, from itself up to the root; empty when there is none. The root exists from the first migration on.</summary>
    Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary><paramref name="top"/> and everything below it, by id, after <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>How many there are.</summary>
    Task<long> CountAsync(CancellationToken cancellation);

    /// <summary>
    /// Durable, in one write: the organisation with its id, and every template of its parent enabled for it. Null when its parent has
    /// one of that name.
    /// </summary>
    Task<MadeOrganisation?> TryInsertAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>
    /// Durable, in one write: the organisation under the first of <paramref name="names"/> that is free among its siblings, with
    /// the templates of its parent, and <paramref name="first"/> in it, who has an id then. Otherwise nothing is written.
    /// </summary>
    Task<Founding> FoundAsync(
        Organisation organisation,
        IReadOnlyList<string> names,
        Person first,
        CancellationToken cancellation
    );

    /// <summary>Durable. Replaces name, description and settings. False when a sibling has the name.</summary>
    Task<bool> TryUpdateAsync(Organisation organisation, CancellationToken cancellation);

    /// <summary>How many levels the organisation and those below it make; 1 when there are none below.</summary>
    Task<int> ReadHeightAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>
    /// Durable. Moves the organisation, with all below it, below <paramref name="to"/>; or nothing is moved and the answer says what stands in
    /// the way.
    /// </summary>
    Task<MoveObstacles> TryMoveAsync(
        OrganisationId id,
        OrganisationId to,
        DateTimeOffset now,
        CancellationToken cancellation
    );

    /// <summary>What is in it.</summary>
    Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation);

    /// <summary>Durable. Removes an empty organisation with what hangs on it; false, and nothing removed, when it is not empty.</summary>
    Task<bool> TryDeleteAsync(OrganisationId id, CancellationToken cancellation);
}

/// <summary>What would be lost at the new place of an organisation.</summary>
/// <param name="IsNameTaken">It would have a sibling of its name.</param>
/// <param name="Templates">Names of templates from above that the new parent does not have, at most <see cref="NamesMax"/>.</param>
/// <param name="Roles">Names of roles from above that people in it have, or are invited with, and that do not apply there; as many.</param>
public sealed record MoveObstacles(bool IsNameTaken, IReadOnlyList<string> Templates, IReadOnlyList<string> Roles)
{
    /// <summary>More than anybody reads.</summary>
    public const int NamesMax = 20;

    /// <summary>True when nothing is.</summary>
    public bool AreNone => !IsNameTaken && Templates.Count == 0 && Roles.Count == 0;
}

/// <summary>How an organisation was founded.</summary>
/// <param name="Made">Null when it was not.</param>
/// <param name="IsEmailTaken">Because its first person's address has an account; else every name was taken.</param>
public sealed record Founding(MadeOrganisation? Made, bool IsEmailTaken = false);
