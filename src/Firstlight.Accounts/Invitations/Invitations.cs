using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed class Invitations(
    UserManager<Person> people,
    IInvitationStore store,
    IOrganisations organisations,
    IRoles roles,
    Standing standing,
    SignInGuard turns,
    MailOutbox outbox,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time,
    IOptions<AccountsOptions> options
) : IInvitations
{
    private static readonly Refusal LinkRefused = new(
        RefusalKind.Forbidden,
        "invitation_refused",
        "The link is wrong, used, taken back or expired. Ask whoever invited you for a new one.",
        "token"
    );

    public async Task<Outcome<SentInvitation>> InviteAsync(
        PersonActor actor,
        string? email,
        string? name,
        RoleId role,
        CancellationToken cancellation
    )
    {
        var address = email?.Trim();
        if (!PersonRules.IsEmail(address))
            return PersonRules.EmailExpected;
        var called = name?.Trim() ?? address.Split('@')[0];
        if (PersonRules.CheckName(called) is { } odd)
            return odd;
        if (await CheckReachAsync(actor, role, cancellation) is { } refusal)
            return refusal;
        if (await people.FindByEmailAsync(address) is not null)
            return new Refusal(
                RefusalKind.Conflict,
                "email_taken",
                "This address has an account already. Its person can be moved here by somebody who runs both organisations.",
                "email"
            );
        var draft = new Invitation(
            0,
            actor.Organisation,
            address,
            people.NormalizeEmail(address),
            called,
            role,
            actor.Person,
            default,
            default,
            ""
        );
        return await SendAsync(actor, draft, AuditActions.Invited, cancellation);
    }

    public async Task<Outcome<SentInvitation>> ResendAsync(
        PersonActor actor,
        long invitation,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(actor, invitation, cancellation) is not { } known)
            return Unknown(invitation);
        // The link may be shown to the actor, who could then be the one to accept.
        if (await CheckReachAsync(actor, known.Role, cancellation) is { } refusal)
            return refusal;
        return await SendAsync(actor, known, AuditActions.InvitedAgain, cancellation);
    }

    public async Task<Outcome<Done>> RevokeAsync(PersonActor actor, long invitation, CancellationToken cancellation)
    {
        if (
            await FindAsync(actor, invitation, cancellation) is null
            || !await store.TryDeleteAsync(invitation, cancellation)
        )
            return Unknown(invitation);
        await NoteAsync(actor, AuditActions.InvitationRevoked, invitation, cancellation);
        return default(Done);
    }

    public Task<IReadOnlyList<Invitation>> ListAsync(
        OrganisationId organisation,
        long after,
        int limit,
        CancellationToken cancellation
    ) => store.ListAsync(organisation, time.GetUtcNow(), after, limit, cancellation);

    public async Task<Outcome<ShownInvitation>> ShowAsync(string? token, CancellationToken cancellation)
    {
        if (await FindAsync(token, cancellation) is not { } invitation)
            return LinkRefused;
        return
            await organisations.FindAsync(invitation.Organisation, cancellation) is { } organisation
            && await roles.FindAsync(invitation.Organisation, invitation.Role, cancellation) is { } role
            ? new ShownInvitation(invitation, organisation, role.Name)
            : LinkRefused;
    }

    public async Task<Outcome<Person>> AcceptAsync(
        string? token,
        string? name,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(token, cancellation) is not { } invitation)
            return LinkRefused;
        if (await PersonRules.CheckAsync(people, invitation.Email, password, name) is { } refusal)
            return refusal;
        // A role that is being replaced is replaced in the invitation, too: not in between.
        using var turn = await turns.TakeRightsTurnAsync(cancellation);
        if (
            await FindAsync(token, cancellation) is not { } open
            || await roles.FindAsync(open.Organisation, open.Role, cancellation) is not { } role
        )
            return LinkRefused;
        var person = NewPerson.Of(
            people,
            random,
            time.GetUtcNow(),
            role,
            open.Email,
            password!,
            name ?? open.Name,
            open.Organisation
        );
        if (!await store.TryAcceptAsync(open, person, time.GetUtcNow(), cancellation))
            return LinkRefused;
        await audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.InvitationAccepted,
            $"invitation/{open.Id}",
            remoteAddress,
            cancellation
        );
        return person;
    }

    private async Task<Outcome<SentInvitation>> SendAsync(
        PersonActor actor,
        Invitation draft,
        string action,
        CancellationToken cancellation
    )
    {
        var token = InvitationToken.New(random);
        var now = time.GetUtcNow();
        var expiresAt = now + options.Value.InvitationLifetime;
        var made = await store.TryInsertAsync(
            draft with
            {
                InvitedBy = actor.Person,
                CreatedAt = now,
                ExpiresAt = expiresAt,
                Digest = token.Digest,
            },
            now.AddDays(-1),
            options.Value.InvitationsPerDayMax,
            cancellation
        );
        if (made is not { } sent)
            return new Refusal(
                RefusalKind.LimitReached,
                "invitations_throttled",
                $"An organisation sends {options.Value.InvitationsPerDayMax} invitations a day. Go on tomorrow."
            );
        await NoteAsync(actor, action, sent.Id, cancellation);
        if (!outbox.IsConfigured)
            return new SentInvitation(sent, new InvitationLink(token.Path, expiresAt));
        var organisation = await organisations.FindAsync(actor.Organisation, cancellation);
        var inviter = await people.FindByIdAsync(actor.Person.ToString());
        if (organisation is not null && inviter is not null)
            outbox.Post(
                InvitationMail.To(sent, organisation, inviter.Name, new Uri(options.Value.PublicUrl!, token.Path))
            );
        return new SentInvitation(sent, Link: null);
    }

    private async Task<Refusal?> CheckReachAsync(PersonActor actor, RoleId role, CancellationToken cancellation)
    {
        var own = await standing.ReadAsync(actor, cancellation);
        if (!own.HasFlag(Permissions.InviteUsers))
            return Standing.NoLonger;
        return await roles.FindAsync(actor.Organisation, role, cancellation) is { } known
            ? Standing.CheckReach(own, known.Permissions)
            : Refusal.Invalid("roleId", $"There is no role {role} here. GET /api/v1/roles lists them.");
    }

    private async Task<Invitation?> FindAsync(PersonActor actor, long id, CancellationToken cancellation) =>
        await store.FindAsync(id, time.GetUtcNow(), cancellation) is { } known
        && known.Organisation == actor.Organisation
            ? known
            : null;

    private async Task<Invitation?> FindAsync(string? token, CancellationToken cancellation) =>
        string.IsNullOrEmpty(token)
            ? null
            : await store.FindAsync(new InvitationToken(token).Digest, time.GetUtcNow(), cancellation);

    private Task NoteAsync(PersonActor actor, string action, long invitation, CancellationToken cancellation) =>
        audit.RecordAsync(
            actor.Person,
            actor.Organisation,
            action,
            $"invitation/{invitation}",
            actor.RemoteAddress,
            cancellation
        );

    private static Refusal Unknown(long invitation) =>
        Refusal.NotFound("invitation", $"There is no open invitation {invitation}.");
}
