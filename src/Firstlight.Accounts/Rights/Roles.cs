using Firstlight.Core;

namespace Firstlight.Accounts;

internal sealed class Roles(
    IRoleStore store,
    Standing standing,
    SignInGuard guard,
    OpenSessions sessions,
    IAuditLog audit
) : IRoles
{
    public async Task<IReadOnlyList<Role>> ListAsync(OrganisationId organisation, CancellationToken cancellation) =>
        [.. Role.BuiltIn, .. await store.ListAsync(organisation, cancellation)];

    public async Task<Role?> FindAsync(OrganisationId organisation, RoleId role, CancellationToken cancellation) =>
        (await ListAsync(organisation, cancellation)).FirstOrDefault(known => known.Id == role);

    public async Task<Outcome<Role>> CreateAsync(PersonActor actor, RoleDraft draft, CancellationToken cancellation)
    {
        var asked = draft.Permissions ?? Permissions.None;
        if (RoleRules.Check(draft.Name ?? "", asked) is { } refusal)
            return refusal;
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var own = await standing.ReadAsync(actor, cancellation);
        if (!own.HasFlag(Permissions.CreateRoles))
            return Standing.NoLonger;
        if (Standing.CheckReach(own, asked) is { } beyond)
            return beyond;
        var known = await store.ListAsync(actor.Organisation, cancellation);
        if (known.Count(role => role.Organisation == actor.Organisation) >= AccountLimits.RolesPerOrganisationMax)
            return RoleRules.TooMany;
        var made = new Role(default, draft.Name!.Trim(), asked, actor.Organisation, draft.AppliesBelow ?? false);
        if (await store.TryInsertAsync(made, cancellation) is not { } stored)
            return RoleRules.NameTaken(made.Name);
        await NoteAsync(actor, AuditActions.RoleCreated, stored.Id, cancellation);
        return stored;
    }

    public async Task<Outcome<Role>> ChangeAsync(
        PersonActor actor,
        RoleId role,
        RoleDraft draft,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindOwnAsync(actor, Permissions.EditRoles, role, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var (known, own) = found.Value;
        var changed = known with
        {
            Name = draft.Name?.Trim() ?? known.Name,
            Permissions = draft.Permissions ?? known.Permissions,
            AppliesBelow = draft.AppliesBelow ?? known.AppliesBelow,
        };
        if (RoleRules.Check(changed.Name, changed.Permissions) is { } refusal)
            return refusal;
        if (Standing.CheckReach(own, changed.Permissions) is { } beyond)
            return beyond;
        if (known.AppliesBelow && !changed.AppliesBelow && await store.IsUsedBelowAsync(known, cancellation))
            return RoleRules.UsedBelow;
        if (!await store.TryUpdateAsync(changed, cancellation))
            return RoleRules.NameTaken(changed.Name);
        sessions.End(changed.Id);
        await NoteAsync(actor, AuditActions.RoleEdited, role, cancellation);
        return changed;
    }

    public async Task<Outcome<Done>> DeleteAsync(
        PersonActor actor,
        RoleId role,
        RoleId? replacement,
        CancellationToken cancellation
    )
    {
        using var turn = await guard.TakeRightsTurnAsync(cancellation);
        var found = await FindOwnAsync(actor, Permissions.DeleteRoles, role, cancellation);
        if (!found.Succeeded)
            return found.Refusal;
        var (known, own) = found.Value;
        if (
            replacement is not { } wanted
            || wanted == role
            || await FindAsync(actor.Organisation, wanted, cancellation) is not { } other
        )
            return RoleRules.ReplacementNeeded;
        if (Standing.CheckReach(own, other.Permissions) is { } beyond)
            return beyond;
        if (!other.AppliesBelow && await store.IsUsedBelowAsync(known, cancellation))
            return RoleRules.UsedBelow;
        await store.DeleteAsync(role, other.Id, cancellation);
        sessions.End(role);
        await NoteAsync(actor, AuditActions.RoleDeleted, role, cancellation);
        return default(Done);
    }

    private async Task<Outcome<(Role Role, Permissions Own)>> FindOwnAsync(
        PersonActor actor,
        Permissions needed,
        RoleId role,
        CancellationToken cancellation
    )
    {
        var own = await standing.ReadAsync(actor, cancellation);
        if (!own.HasFlag(needed))
            return Standing.NoLonger;
        if (await FindAsync(actor.Organisation, role, cancellation) is not { } known)
            return Refusal.NotFound("role", $"There is no role {role}.");
        if (known.IsBuiltIn)
            return RoleRules.BuiltIn;
        if (known.Organisation != actor.Organisation)
            return RoleRules.FromAbove;
        return Standing.CheckReach(own, known.Permissions) is { } beyond ? beyond : (known, own);
    }

    private Task NoteAsync(PersonActor actor, string action, RoleId role, CancellationToken cancellation) =>
        audit.RecordAsync(actor.Person, actor.Organisation, action, $"role/{role}", actor.RemoteAddress, cancellation);
}
