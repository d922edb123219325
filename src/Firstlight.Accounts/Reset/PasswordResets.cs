using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed class PasswordResets(
    UserManager<Person> people,
    IAccountStore accounts,
    IPasswordResetStore resets,
    PersonChanges changes,
    Standing standing,
    RequestGuard guard,
    MailOutbox outbox,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time,
    IOptions<AccountsOptions> options
) : IPasswordResets
{
    private static readonly Refusal Throttled = new(
        RefusalKind.LimitReached,
        "reset_throttled",
        "Too many links were asked for from your network address. Try again later."
    );

    private static readonly Refusal LinkRefused = new(
        RefusalKind.Forbidden,
        "reset_link_refused",
        "The link is wrong, used or expired. Ask for a new one.",
        "token"
    );

    public async Task<Outcome<Done>> RequestAsync(string? email, string? remoteAddress, CancellationToken cancellation)
    {
        email = email?.Trim();
        if (!PersonRules.IsEmail(email))
            return PersonRules.EmailExpected;
        if (!guard.ResetsByAddress.TryTake(RemoteNetwork.Of(remoteAddress)))
            return Throttled;
        // From here on nothing is told: neither who has an account nor how often was asked for it.
        if (!guard.ResetsByAccount.TryTake(people.NormalizeEmail(email)!))
            return default(Done);
        if (await people.FindByEmailAsync(email!) is not { SuspendedAt: null } person)
            return default(Done);

        var now = time.GetUtcNow();
        if (outbox.IsConfigured)
        {
            var token = ResetToken.New(random);
            await resets.InsertAsync(
                new PasswordReset(person.Id, now, now + options.Value.ResetLinkLifetime, token.Digest),
                cancellation
            );
            outbox.Post(ResetMail.To(person, new Uri(options.Value.PublicUrl!, token.Path), options.Value));
        }
        else
        {
            await resets.InsertAsync(
                new PasswordReset(person.Id, now, now + options.Value.ResetRequestLifetime, Digest: null),
                cancellation
            );
        }

        await NoteAsync(null, person, AuditActions.ResetRequested, remoteAddress, cancellation);
        return default(Done);
    }

    public async Task<IReadOnlyList<WaitingReset>> ListWaitingAsync(
        OrganisationId organisation,
        CancellationToken cancellation
    )
    {
        var found = await resets.ListWaitingAsync(
            organisation,
            time.GetUtcNow(),
            AccountLimits.WaitingResetsShown,
            cancellation
        );
        var waiting = new List<WaitingReset>(found.Count);
        foreach (var reset in found)
        {
            if (await accounts.FindAsync(reset.Person, cancellation) is { } person)
                waiting.Add(new WaitingReset(person, reset.RequestedAt, reset.ExpiresAt));
        }

        return waiting;
    }

    public async Task<Outcome<ResetLink>> MakeLinkAsync(
        PersonActor actor,
        UserId person,
        CancellationToken cancellation
    )
    {
        if (
            await accounts.FindAsync(person, cancellation) is not { Access: null } known
            || known.Organisation != actor.Organisation
        )
            return Refusal.NotFound("person", $"There is no person {person}.");
        // Who can choose a password for somebody can be that person.
        var own = await standing.ReadAsync(actor, cancellation);
        if (Standing.CheckReach(own, known.Role.Permissions) is { } beyond)
            return beyond;
        return await MakeLinkAsync(known, actor.Person, actor.RemoteAddress, cancellation);
    }

    public async Task<Outcome<ResetLink>> MakeLinkAsync(string? email, CancellationToken cancellation)
    {
        email = email?.Trim();
        if (!PersonRules.IsEmail(email))
            return PersonRules.EmailExpected;
        return await people.FindByEmailAsync(email!) is { } known
            ? await MakeLinkAsync(known, actor: null, remoteAddress: null, cancellation)
            : Refusal.NotFound("person", "Nobody has an account with this e-mail address.");
    }

    public async Task<Outcome<Done>> CompleteAsync(
        string? token,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        if (string.IsNullOrEmpty(token))
            return LinkRefused;
        var digest = new ResetToken(token).Digest;
        if (await resets.FindAsync(digest, time.GetUtcNow(), cancellation) is not { } reset)
            return LinkRefused;
        if (await PersonRules.CheckPasswordAsync(people, password) is { } refusal)
            return refusal;
        var changed = await changes.TryChangeAsync(
            reset.Person,
            person => SetPassword(person, password!),
            cancellation,
            person => resets.TryCompleteAsync(digest, time.GetUtcNow(), person, cancellation)
        );
        if (changed is null)
            return LinkRefused;
        await NoteAsync(changed.Id, changed, AuditActions.PasswordReset, remoteAddress, cancellation);
        return default(Done);
    }

    private bool SetPassword(Person person, string password)
    {
        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        person.SecurityStamp = SecurityStamp.New(random);
        person.AccessFailedCount = 0;
        person.LockoutEnd = null;
        return true;
    }

    private async Task<Outcome<ResetLink>> MakeLinkAsync(
        Person person,
        UserId? actor,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        await NoteAsync(actor, person, AuditActions.ResetLinkMade, remoteAddress, cancellation);
        var token = ResetToken.New(random);
        var now = time.GetUtcNow();
        var expiresAt = now + options.Value.HandedLinkLifetime;
        await resets.InsertAsync(new PasswordReset(person.Id, now, expiresAt, token.Digest), cancellation);
        return new ResetLink(token.Path, expiresAt);
    }

    private Task NoteAsync(
        UserId? actor,
        Person person,
        string action,
        string? remoteAddress,
        CancellationToken cancellation
    ) => audit.RecordAsync(actor, person.Organisation, action, $"person/{person.Id}", remoteAddress, cancellation);
}
