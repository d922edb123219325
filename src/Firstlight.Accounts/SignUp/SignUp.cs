using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

internal sealed class SignUp(
    UserManager<Person> people,
    IAccountStore store,
    IOrganisations organisations,
    IAuditLog audit,
    RequestGuard guard,
    IRandomSource random,
    TimeProvider time,
    ILogger<SignUp> logger
) : ISignUp
{
    private static readonly Refusal Closed = new(
        RefusalKind.Forbidden,
        "sign_up_closed",
        "This organisation does not let people make accounts themselves. Ask an administrator for one."
    );

    private static readonly Refusal Throttled = new(
        RefusalKind.LimitReached,
        "sign_up_throttled",
        "Too many accounts were made from your network address. Try again later."
    );

    public async Task<bool> IsOpenAsync(CancellationToken cancellation) =>
        await organisations.FindAsync(OrganisationId.Root, cancellation) is { SignUpAllowed: true };

    public async Task<Outcome<Done>> SignUpAsync(
        string? email,
        string? password,
        string? name,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        if (!await IsOpenAsync(cancellation))
            return Closed;
        if (await PersonRules.CheckAsync(people, email, password, name) is { } refusal)
            return refusal;
        // Before the password is hashed: that is the costly part.
        if (!guard.SignUps.TryTake(RemoteNetwork.Of(remoteAddress)))
            return Throttled;

        var person = NewPerson.Of(people, random, time.GetUtcNow(), Role.User, email!, password!, name);
        if (!await store.TryInsertAsync(person, cancellation))
            return default(Done);

        Log.SignedUp(logger, person.Id);
        await audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.SignedUp,
            $"person/{person.Id}",
            remoteAddress,
            cancellation
        );
        return default(Done);
    }
}
