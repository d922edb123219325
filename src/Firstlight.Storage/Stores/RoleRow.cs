using System.Text.Json;
using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>A role as the database holds it; its permissions are a JSON list of words.</summary>
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
            Permissions = Write(role.Permissions),
            AppliesBelow = role.AppliesBelow,
        };

    public Role ToRole() => ToRole(Id, Name, Permissions, Organisation, AppliesBelow);

    /// <summary>A person's role, which is built in or was joined. One that is neither allows nothing.</summary>
    public static Role ToRole(long id, string? name, string? permissions, long? organisation, bool appliesBelow) =>
        Role.BuiltIn.FirstOrDefault(role => role.Id.Value == id)
        ?? new Role(
            new RoleId(id),
            name ?? "",
            Read(permissions),
            organisation is { } where ? new OrganisationId(where) : null,
            appliesBelow
        );

    private static string Write(Permissions permissions) =>
        JsonSerializer.Serialize(
            Enum.GetValues<Permissions>()
                .Where(permission => long.IsPow2((long)permission) && permissions.HasFlag(permission))
                .Select(permission => permission.ToString())
                .ToList(),
            StorageJson.Default.IReadOnlyListString
        );

    // A word that this version does not know allows nothing.
    private static Permissions Read(string? stored)
    {
        var words = stored is null
            ? []
            : JsonSerializer.Deserialize(stored, StorageJson.Default.IReadOnlyListString) ?? [];
        var read = Accounts.Permissions.None;
        foreach (var word in words)
        {
            if (Enum.TryParse<Permissions>(word, out var permission))
                read |= permission;
        }

        return read;
    }
}
