using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

/// <summary>A singleton, so that the host may ask before the first request; Identity's services live in a scope per call.</summary>
internal sealed class FirstOwner(
    IAccountStore store,
    IAuditLog audit,
    SetupToken setupToken,
    IServiceScopeFactory scopes,
    IRandomSource random,
    TimeProvider time,
    ILogger<FirstOwner> logger
) : IFirstOwner
{
    private static readonly Refusal AlreadySetUp = new(
        RefusalKind.Conflict,
        "already_set_up",
        "This installation has an owner already. Sign in, or ask an administrator."
    );

    private static readonly Refusal TokenRefused = new(
        RefusalKind.Forbidden,
        "setup_token_refused",
        "The set-up link is wrong, used or expired. Restart the server to get a new one on its console.",
        "token"
    );

    public async Task<bool> NeedsSetupAsync(CancellationToken cancellation) => !await store.AnyAsync(cancellation);

    public string NewSetupToken() => setupToken.Renew();

    public async Task<Outcome<Person>> TryCreateWithTokenAsync(
        string? token,
        string? email,
        string? password,
        string? name,
        CancellationToken cancellation
    )
    {
        if (!setupToken.Accepts(token))
            return await store.AnyAsync(cancellation) ? AlreadySetUp : TokenRefused;
        var outcome = await CreateAsync(email, password, name, cancellation);
        if (outcome.Succeeded)
            setupToken.UseUp();
        return outcome;
    }

    public async Task<Outcome<Person>> CreateAsync(
        string? email,
        string? password,
        string? name,
        CancellationToken cancellation
    )
    {
        if (await store.AnyAsync(cancellation))
            return AlreadySetUp;

        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if (await PersonRules.CheckAsync(people, email, password, name) is { } refusal)
            return refusal;

        var person = NewPerson.Of(people, random, time.GetUtcNow(), Role.Admin, email!, password!, name);

        // Past UserManager.CreateAsync on purpose: only the store can decide who of several is the first.
        if (!await store.TryInsertFirstOwnerAsync(person, cancellation))
            return AlreadySetUp;

        Log.OwnerCreated(logger, person.Id);
        await audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.OwnerCreated,
            $"person/{person.Id}",
            remoteAddress: null,
            cancellation
        );
        return person;
    }
}
