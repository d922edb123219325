using System.Text.Json;
using Firstlight.Accounts;

namespace Firstlight.Storage.Stores;

/// <summary>Permissions as a JSON list of words.</summary>
internal static class StoredPermissions
{
    public static string Write(Permissions permissions) =>
        JsonSerializer.Serialize(
            Enum.GetValues<Permissions>()
                .Where(permission => long.IsPow2((long)permission) && permissions.HasFlag(permission))
                .Select(permission => permission.ToString())
                .ToList(),
            StorageJson.Default.IReadOnlyListString
        );

    // A word that this version does not know allows nothing.
    public static Permissions Read(string? stored)
    {
        var words = stored is null
            ? []
            : JsonSerializer.Deserialize(stored, StorageJson.Default.IReadOnlyListString) ?? [];
        var read = Permissions.None;
        foreach (var word in words)
        {
            if (Enum.TryParse<Permissions>(word, out var permission))
                read |= permission;
        }

        return read;
    }
}
