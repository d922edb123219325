using System.Security.Claims;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed partial class Organisations(
    IOrganisationStore store,
    SignInGuard guard,
    OpenSessions sessions,
    IRandomSource random,
    TimeProvider time,
    IOptions<AccountsOptions> options
) : IOrganisations, IDisposable
{
    private static readonly Refusal NotOwn = new(
        RefusalKind.Conflict,
        "own_organisation",
        "You are in this organisation. It is moved or deleted by somebody in the organisation above it."
    );

    private static readonly Refusal NotRoot = new(
        RefusalKind.Conflict,
        "root_organisation",
        "The organisation at the top of the tree stays where it is."
    );

    private static readonly Refusal RootOnly = Refusal.Invalid(
        "signUp",
        "Only the organisation at the top of the tree lets people make accounts themselves."
    );

    private static readonly Refusal NoLevelBelow = Refusal.Invalid(
        "signUp",
        "The tree of organisations has one level only; raise the limit of its depth first."
    );

    // A change is read, merged and written: one after the other, so that two of them both count.
    private readonly SemaphoreSlim _changing = new(1, 1);

    public async Task<Organisation?> FindAsync(OrganisationId id, CancellationToken cancellation) =>
        await ReadPathAsync(id, cancellation) is [var found, ..] ? found : null;

    public async Task<Organisation?> FindAsync(OrganisationId top, OrganisationId id, CancellationToken cancellation) =>
        await ReadPathAsync(id, cancellation) is [var found, ..] path && path.Any(node => node.Id == top)
            ? found
            : null;

    public Task<IReadOnlyList<Organisation>> ReadPathAsync(OrganisationId id, CancellationToken cancellation) =>
        store.ReadPathAsync(id, cancellation);

    public Task<IReadOnlyList<Organisation>> ListAsync(
        OrganisationId top,
        OrganisationId? after,
        int limit,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IOrganisations.LimitMax + 1);
        return store.ListAsync(top, after, limit, cancellation);
    }

    public Task<OrganisationContents> ReadContentsAsync(OrganisationId id, CancellationToken cancellation) =>
        store.ReadContentsAsync(id, cancellation);

    public async Task<Outcome<MadeOrganisation>> CreateAsync(
        OrganisationId parent,
        string? name,
        string? description,
        CancellationToken cancellation
    )
    {
        if (OrganisationRules.Check(name ?? "", description) is { } refusal)
            return refusal;
        await _changing.WaitAsync(cancellation);
        try
        {
            if (await CheckRoomAsync(parent, cancellation) is { } full)
                return full;
            var draft = Draft(parent, name!) with { Description = description?.Trim() ?? "" };
            return await store.TryInsertAsync(draft, cancellation) is { } made
                ? made
                : OrganisationRules.NameTaken(draft.Name);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<Outcome<Organisation>> ChangeAsync(
        OrganisationId id,
        OrganisationChange change,
        CancellationToken cancellation
    )
    {
        if (OrganisationRules.Check(change.Name, change.Description) is { } refusal)
            return refusal;
        if (!string.IsNullOrWhiteSpace(change.TimeZone) && ZoneName.Find(change.TimeZone) is null)
            return ZoneName.Unknown;
        await _changing.WaitAsync(cancellation);
        try
        {
            if (await FindAsync(id, cancellation) is not { } known)
                return Unknown(id);
            if (change.SignUp is { } wanted && CheckSignUp(wanted, known) is { } impossible)
                return impossible;
            var changed = known with
            {
                Name = change.Name?.Trim() ?? known.Name,
                Description = change.Description?.Trim() ?? known.Description,
                SignUp = change.SignUp ?? known.SignUp,
                TimeZone = change.TimeZone is { } zone ? ZoneName.Find(zone)?.Id : known.TimeZone,
            };
            return await store.TryUpdateAsync(changed, cancellation)
                ? changed
                : OrganisationRules.NameTaken(changed.Name);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(
        OrganisationId top,
        OrganisationId id,
        string? confirmation,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(top, id, cancellation) is not { } known)
            return Unknown(id);
        if (known.Parent is null)
            return NotRoot;
        if (id == top)
            return NotOwn;
        if (confirmation != IOrganisations.DeleteWord)
            return Refusal.Invalid(
                "confirmation",
                $"Deleting cannot be undone. Give {IOrganisations.DeleteWord} as 'confirmation'."
            );
        await _changing.WaitAsync(cancellation);
        try
        {
            // Contents that come between the two are in the second answer only; nothing is lost by it.
            return await store.TryDeleteAsync(id, cancellation)
                ? default(Done)
                : OrganisationRules.NotEmpty(known, await store.ReadContentsAsync(id, cancellation));
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<ClaimsPrincipal?> EnterAsync(
        ClaimsPrincipal caller,
        OrganisationId organisation,
        CancellationToken cancellation
    )
    {
        if (PersonClaims.ReadRequest(caller, remoteAddress: null) is not { } known)
            return null;
        if (known.Home == organisation)
            return caller;
        var mayEnter =
            known.May(Permissions.SwitchOrganisations)
            && await FindAsync(known.Home, organisation, cancellation) is not null;
        return mayEnter ? PersonClaims.ActingIn(caller, organisation) : null;
    }

    public void Dispose() => _changing.Dispose();

    private async Task<Refusal?> CheckRoomAsync(OrganisationId parent, CancellationToken cancellation)
    {
        var path = await store.ReadPathAsync(parent, cancellation);
        if (path.Count == 0)
            return Unknown(parent);
        if (path.Count >= options.Value.OrganisationDepthMax)
            return OrganisationRules.TooDeep(options.Value.OrganisationDepthMax);
        return await store.CountAsync(cancellation) >= options.Value.OrganisationsMax
            ? OrganisationRules.TooMany(options.Value.OrganisationsMax)
            : null;
    }

    private Organisation Draft(OrganisationId parent, string name) =>
        new(default, parent, name.Trim(), SignUpMode.Off, time.GetUtcNow());

    private static Refusal Unknown(OrganisationId id) =>
        Refusal.NotFound("organisation", $"There is no organisation {id}.");
}
