using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What a role must look like, and the words with which a change of one is refused.</summary>
internal static class RoleRules
{
    public static Refusal TooMany { get; } =
        new(
            RefusalKind.LimitReached,
            "too_many_roles",
            $"An organisation makes at most {AccountLimits.RolesPerOrganisationMax} roles."
        );

    public static Refusal BuiltIn { get; } =
        new(RefusalKind.Conflict, "role_built_in", "Admin, Staff and User stay as they are. Make a role of your own.");

    public static Refusal FromAbove { get; } =
        new(
            RefusalKind.Conflict,
            "role_from_above",
            "This role belongs to an organisation above; it is changed there."
        );

    public static Refusal UsedBelow { get; } =
        new(
            RefusalKind.Conflict,
            "role_used_below",
            "People of organisations below have this role. Give them another one first, or one that applies below."
        );

    public static Refusal ReplacementNeeded { get; } =
        Refusal.Invalid("replacementId", "Give the id of another role, which everybody who has this one gets.");

    public static Refusal NameTaken(string name) =>
        new(RefusalKind.Conflict, "name_taken", $"There is a role {name} already.", "name");

    public static Refusal? Check(string name, Permissions permissions)
    {
        if (!PersonRules.IsName(name.Trim(), AccountLimits.RoleNameCharactersMax))
            return Refusal.Invalid(
                "name",
                $"A role's name has 1 to {AccountLimits.RoleNameCharactersMax} characters and no control characters."
            );
        if (Role.BuiltIn.Any(role => string.Equals(role.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)))
            return NameTaken(name.Trim());
        return PermissionRules.Check(permissions);
    }
}
