using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>A role as the database holds it.</summary>
internal sealed class RoleRow
{
    public long Id { get; init; }

    public long? Organisation { get; init; }

    public string Name { get; init; } = "";

    public string SortName { get; init; } = "";

    public string Permissions { get; init; } = "";

    public bool AppliesBelow { get; init; }

    public static RoleRow From(Role role) =>
        new()
        {
            Id = role.Id.Value,
            Organisation = role.Organisation?.Value,
            Name = role.Name,
            SortName = SearchText.Of(role.Name),
            Permissions = StoredPermissions.Write(role.Permissions),
            AppliesBelow = role.AppliesBelow,
        };

    public Role ToRole() => ToRole(Id, Name, Permissions, Organisation, AppliesBelow);

    /// <summary>A person's role, which is built in or was joined. One that is neither allows nothing.</summary>
    public static Role ToRole(long id, string? name, string? permissions, long? organisation, bool appliesBelow) =>
        Role.BuiltIn.FirstOrDefault(role => role.Id.Value == id)
        ?? new Role(
            new RoleId(id),
            name ?? "",
            StoredPermissions.Read(permissions),
            organisation is { } where ? new OrganisationId(where) : null,
            appliesBelow
        );
}
