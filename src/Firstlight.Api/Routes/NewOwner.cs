using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>Whose a device becomes that is brought in now.</summary>
internal static class NewOwner
{
    /// <summary>
    /// The caller, or the person of the organisation that is named. Refuses somebody else without <see cref="Policies.ActsForOthers"/>, and an API
    /// client that names nobody: it owns nothing.
    /// </summary>
    public static async Task<Outcome<UserId>> OwnerOfNewAsync(
        this Caller caller,
        long? ownerId,
        IPeopleDirectory people,
        CancellationToken cancellation
    )
    {
        if (ownerId is not { } number)
            return caller.IsApiClient
                ? Refusal.Invalid("ownerId", "An API client owns no devices: say in 'ownerId' whose it becomes.")
                : caller.Person;
        var owner = new UserId(number);
        if (owner == caller.Person && !caller.IsApiClient)
            return owner;
        if (!Policies.ActsForOthers.IsHeldBy(caller))
            return new Refusal(
                RefusalKind.Forbidden,
                "forbidden",
                $"Somebody else's name: {Policies.ActsForOthers.Words}",
                "ownerId"
            );
        return await people.FindAsync(caller.Organisation, owner, cancellation) is null
            ? Refusal.NotFound("person", $"There is no person {owner}.")
            : owner;
    }
}
