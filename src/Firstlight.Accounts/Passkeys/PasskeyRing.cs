using Firstlight.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

/// <summary>A person's passkeys, on ASP.NET Core's own WebAuthn.</summary>
internal sealed class PasskeyRing(
    IPasskeyHandler<Person> handler,
    IPasskeyStore store,
    PasskeyChallenges challenges,
    IAuditLog audit,
    TimeProvider time,
    ILogger<PasskeyRing> logger
) : IPasskeys
{
    /// <summary>Phone, computer, a stick in the drawer; nobody has more at hand.</summary>
    public const int PerPersonMax = 20;

    private const string FallbackName = "Passkey";

    private static readonly Refusal TooMany = new(
        RefusalKind.LimitReached,
        "passkeys_full",
        $"An account has at most {PerPersonMax} passkeys. Remove one first."
    );

    private static readonly Refusal NotTaken = new(
        RefusalKind.Invalid,
        "invalid_credential",
        "The passkey was not accepted. Begin again.",
        "credential"
    );

    public Task<IReadOnlyList<Passkey>> ListAsync(UserId person, CancellationToken cancellation) =>
        store.ListAsync(person, cancellation);

    public async Task<Outcome<PasskeyChallenge>> BeginAddAsync(Caller caller, HttpContext context)
    {
        if ((await store.ListAsync(caller.Person, context.RequestAborted)).Count >= PerPersonMax)
            return TooMany;
        var entity = new PasskeyUserEntity
        {
            Id = caller.Person.ToString(),
            Name = caller.Email,
            DisplayName = caller.Name,
        };
        var options = await handler.MakeCreationOptionsAsync(entity, context);
        return new PasskeyChallenge(
            challenges.Keep(caller.Person, options.AttestationState ?? ""),
            options.CreationOptionsJson
        );
    }

    public async Task<Outcome<Passkey>> AddAsync(
        Caller caller,
        string? challenge,
        string credentialJson,
        string? name,
        HttpContext context
    )
    {
        if (!TryTakeName(name ?? FallbackName, out var taken))
            return NameExpected();
        if (challenges.Take(caller.Person, challenge) is not { } state)
            return PasskeySignIn.ChallengeGone;
        var attested = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                CredentialJson = credentialJson,
                AttestationState = state,
                HttpContext = context,
            }
        );
        if (!attested.Succeeded || attested.UserEntity.Id != caller.Person.ToString())
        {
            Log.PasskeyRefused(logger, attested.Failure?.Message ?? "another person's answer");
            return NotTaken;
        }

        var passkey = StoredPasskeys.From(attested.Passkey, caller.Person) with
        {
            Name = taken,
            CreatedAt = time.GetUtcNow(),
        };
        if (!await store.TryInsertAsync(passkey, PerPersonMax, context.RequestAborted))
            return TooMany;
        await audit.RecordAsync(
            caller.Person,
            caller.Organisation,
            AuditActions.PasskeyAdded,
            $"person/{caller.Person}",
            caller.RemoteAddress,
            context.RequestAborted
        );
        return passkey;
    }

    public async Task<Outcome<Passkey>> RenameAsync(
        UserId person,
        string id,
        string? name,
        CancellationToken cancellation
    )
    {
        if (!TryTakeName(name, out var taken))
            return NameExpected();
        if (await store.FindAsync(id, cancellation) is not { } passkey || passkey.Person != person)
            return Unknown();
        var renamed = passkey with { Name = taken };
        await store.UpdateAsync(renamed, cancellation);
        return renamed;
    }

    public async Task<Outcome<Done>> RemoveAsync(PersonActor actor, string id, CancellationToken cancellation)
    {
        if (!await store.DeleteAsync(actor.Person, id, cancellation))
            return Unknown();
        await audit.RecordAsync(
            actor.Person,
            actor.Organisation,
            AuditActions.PasskeyRemoved,
            $"person/{actor.Person}",
            actor.RemoteAddress,
            cancellation
        );
        return default(Done);
    }

    private static bool TryTakeName(string? name, out string taken)
    {
        taken = name?.Trim() ?? "";
        return PersonRules.IsName(taken, AccountLimits.PasskeyNameCharactersMax);
    }

    private static Refusal NameExpected() =>
        Refusal.Invalid("name", $"A passkey's name has 1 to {AccountLimits.PasskeyNameCharactersMax} characters.");

    private static Refusal Unknown() => Refusal.NotFound("passkey", "You have no such passkey.");
}
