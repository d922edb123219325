using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// The API clients of an organisation, for those who run it. Nobody gives a client a permission that they do not have themselves at that moment,
/// nor changes one that has more. The caller has checked the right.
/// </summary>
public interface IApiClients
{
    /// <summary>The longest that the secret before stays alive after a new one was made: 30 days.</summary>
    public static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    /// <summary>By ascending number.</summary>
    Task<IReadOnlyList<ApiClient>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>The client, or null when it is not of that organisation.</summary>
    Task<ApiClient?> FindAsync(OrganisationId organisation, UserId client, CancellationToken cancellation);

    /// <summary>Makes a client in the actor's organisation. Refuses a bad name, scopes that do not fit together, and a rate out of range.</summary>
    /// <param name="expiresAt">From when its secret is worthless; null for never.</param>
    Task<Outcome<IssuedApiClient>> CreateAsync(
        PersonActor actor,
        ApiClientDraft draft,
        DateTimeOffset? expiresAt,
        CancellationToken cancellation
    );

    /// <summary>Changes what is not null. It counts at once; open streams of the client end.</summary>
    Task<Outcome<ApiClient>> ChangeAsync(
        PersonActor actor,
        UserId client,
        ApiClientDraft draft,
        CancellationToken cancellation
    );

    /// <summary>
    /// Makes a new secret. The one before lives on for <paramref name="overlap"/>, so that programs can change over; none at all ends every access
    /// token of the client, too.
    /// </summary>
    Task<Outcome<IssuedApiClient>> RotateAsync(
        PersonActor actor,
        UserId client,
        TimeSpan overlap,
        DateTimeOffset? expiresAt,
        CancellationToken cancellation
    );

    /// <summary>Removes the client; its secrets and access tokens are worthless at once.</summary>
    Task<Outcome<Done>> DeleteAsync(PersonActor actor, UserId client, CancellationToken cancellation);
}
