using Firstlight.Accounts;

namespace Firstlight.Api;

/// <summary>The built-in roles, for programs that know no others.</summary>
internal enum RoleWord
{
    /// <summary>Everything.</summary>
    Admin,

    /// <summary>The organisation's devices.</summary>
    Staff,

    /// <summary>Own devices.</summary>
    User,
}

internal static class RoleWords
{
    /// <summary>The built-in role; of one that people made, the one that sees as much.</summary>
    public static RoleWord Of(RoleId role, Permissions permissions)
    {
        if (role == Role.Admin.Id)
            return RoleWord.Admin;
        return permissions.HasFlag(Permissions.ViewDevices) ? RoleWord.Staff : RoleWord.User;
    }
}
