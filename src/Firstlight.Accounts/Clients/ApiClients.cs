using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class ApiClients(
    IApiClientStore store,
    PersonChanges changes,
    Standing standing,
    SignInGuard guard,
    OpenSessions sessions,
    IAuditLog audit,
    IRandomSource random,
    TimeProvider time
) : IApiClients
{
    public Task<IReadOnlyList<ApiClient>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        store.ListAsync(organisation, cancellation);

    public async Task<ApiClient?> FindAsync(
        OrganisationId organisation,
        UserId client,
        CancellationToken cancellation
    ) => await store.FindAsync(client, cancellation) is { } known && known.Organisation == organisation ? known : null;

    public async Task<Outcome<IssuedApiClient>> CreateAsync(
        PersonActor actor,
        ApiClientDraft draft,
        DateTimeOffset? expiresAt,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var name = draft.Name?.Trim() ?? "";
        var access = new ClientAccess(
            draft.Scopes ?? Permissions.None,
            draft.RequestsPerMinute ?? ClientAccess.RequestsPerMinuteDefault,
            actor.Person
        );
        if ((ApiClientRules.Check(name, access) ?? ApiClientRules.CheckExpiry(expiresAt, now)) is { } refusal)
            return refusal;
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        if (await CheckReachAsync(actor, access.Scopes, cancellation) is { } beyond)
            return beyond;
        var known = await store.ListAsync(actor.Organisation, cancellation);
        if (known.Count >= ApiClient.PerOrganisationMax)
            return ApiClientRules.TooMany;
        var account = NewAccount(actor.Organisation, name, access, now);
        var (secret, stored) = NewSecret(now, expiresAt);
        await store.InsertAsync(account, stored, cancellation);
        await NoteAsync(actor, AuditActions.ApiClientCreated, account.Id, cancellation);
        return await IssuedAsync(account.Id, secret, cancellation);
    }

    public async Task<Outcome<ApiClient>> ChangeAsync(
        PersonActor actor,
        UserId client,
        ApiClientDraft draft,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, client, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var known = found.Value;
        var name = draft.Name?.Trim() ?? known.Name;
        var access = known.Access with
        {
            Scopes = draft.Scopes ?? known.Access.Scopes,
            RequestsPerMinute = draft.RequestsPerMinute ?? known.Access.RequestsPerMinute,
        };
        if (ApiClientRules.Check(name, access) is { } refusal)
            return refusal;
        if (await CheckReachAsync(actor, access.Scopes, cancellation) is { } beyond)
            return beyond;
        await ChangeAccountAsync(client, Change, cancellation);
        await NoteAsync(actor, AuditActions.ApiClientChanged, client, cancellation);
        return (await store.FindAsync(client, cancellation))!;

        void Change(Person account)
        {
            (account.Name, account.Access) = (name, access);
            if (draft.Suspended is true)
                account.SuspendedAt ??= time.GetUtcNow();
            else if (draft.Suspended is false)
                account.SuspendedAt = null;
        }
    }

    public async Task<Outcome<IssuedApiClient>> RotateAsync(
        PersonActor actor,
        UserId client,
        TimeSpan overlap,
        DateTimeOffset? expiresAt,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if ((ApiClientRules.CheckOverlap(overlap) ?? ApiClientRules.CheckExpiry(expiresAt, now)) is { } refusal)
            return refusal;
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, client, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var (secret, stored) = NewSecret(now, expiresAt);
        await store.RotateAsync(client, stored, now + overlap, cancellation);
        if (overlap == TimeSpan.Zero)
            await ChangeAccountAsync(
                client,
                account => account.SecurityStamp = SecurityStamp.New(random),
                CancellationToken.None
            );
        await NoteAsync(actor, AuditActions.ApiClientRotated, client, cancellation);
        return await IssuedAsync(client, secret, cancellation);
    }

    public async Task<Outcome<Done>> DeleteAsync(PersonActor actor, UserId client, CancellationToken cancellation)
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindInReachAsync(actor, client, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        await store.DeleteAsync(client, cancellation);
        sessions.End(client);
        await NoteAsync(actor, AuditActions.ApiClientDeleted, client, cancellation);
        return default(Done);
    }

    private async Task<Outcome<ApiClient>> FindInReachAsync(
        PersonActor actor,
        UserId client,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(actor.Organisation, client, cancellation) is not { } known)
            return ApiClientRules.NotFound(client);
        return await CheckReachAsync(actor, known.Access.Scopes, cancellation) is { } beyond ? beyond : known;
    }

    private async Task<Refusal?> CheckReachAsync(PersonActor actor, Permissions asked, CancellationToken cancellation)
    {
        var own = await standing.ReadAsync(actor, cancellation);
        return own.HasFlag(Permissions.ManageApiClients) ? Standing.CheckReach(own, asked) : Standing.NoLonger;
    }

    // Whoever streams with the rights of before begins again.
    private async Task ChangeAccountAsync(UserId client, Action<Person> change, CancellationToken cancellation)
    {
        await changes.TryChangeAsync(
            client,
            account =>
            {
                change(account);
                return true;
            },
            cancellation,
            async account =>
            {
                await store.UpdateAsync(account, cancellation);
                return true;
            }
        );
        sessions.End(client);
    }

    private Person NewAccount(OrganisationId organisation, string name, ClientAccess access, DateTimeOffset now)
    {
        var clientId = ApiClientId.New(random);
        return new Person
        {
            Organisation = organisation,
            Role = Role.ApiClient,
            Access = access,
            Email = clientId,
            NormalizedEmail = clientId,
            Name = name,
            SecurityStamp = SecurityStamp.New(random),
            CreatedAt = now,
        };
    }

    private (ApiSecret Secret, StoredApiSecret Stored) NewSecret(DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        var secret = ApiSecret.New(random);
        return (secret, new StoredApiSecret(secret.Digest, new ApiSecretInfo(secret.Tail, now, expiresAt)));
    }

    private async Task<IssuedApiClient> IssuedAsync(UserId client, ApiSecret secret, CancellationToken cancellation) =>
        new((await store.FindAsync(client, cancellation))!, secret.Reveal());

    private Task NoteAsync(PersonActor actor, string action, UserId client, CancellationToken cancellation) =>
        audit.RecordAsync(
            actor.Person,
            actor.Organisation,
            action,
            $"api-client/{client}",
            actor.RemoteAddress,
            cancellation
        );
}
