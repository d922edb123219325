using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>The people of an organisation, for those who run it. The caller has checked the right.</summary>
public interface IPeopleDirectory
{
    /// <summary>The most people one read returns.</summary>
    public const int LimitMax = 1_000;

    /// <summary>People by ascending id, after <paramref name="after"/>.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>, one more to see whether there are more.</param>
    Task<IReadOnlyList<Person>> ListAsync(
        OrganisationId organisation,
        UserId? after,
        int limit,
        CancellationToken cancellation
    );

    /// <summary>
    /// Changes what is not null; it counts at once, and open sessions of the person end. Refuses a change of oneself, of who
    /// has more rights than the actor, and a role that has: so somebody can always run the organisation.
    /// </summary>
    Task<Outcome<Person>> ChangeAsync(
        PersonActor actor,
        UserId person,
        RoleId? role,
        bool? suspended,
        CancellationToken cancellation
    );
}

/// <summary>Who changes something about somebody.</summary>
public sealed record PersonActor(UserId Person, OrganisationId Organisation, string? RemoteAddress);
