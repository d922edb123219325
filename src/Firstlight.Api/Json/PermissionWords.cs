using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>Permissions as a list of words.</summary>
internal static class PermissionWords
{
    private static readonly Permissions[] Single =
    [
        .. Enum.GetValues<Permissions>().Where(permission => long.IsPow2((long)permission)),
    ];

    public static IReadOnlyList<string> Of(Permissions permissions) =>
        [.. Single.Where(one => permissions.HasFlag(one)).Select(one => one.ToString())];

    public static Outcome<Permissions?> Read(IReadOnlyList<string>? words, string field = "permissions")
    {
        if (words is null)
            return (Permissions?)null;
        var read = Permissions.None;
        foreach (var word in words)
        {
            if (!Word.TryRead<Permissions>(word, out var permission) || !Single.Contains(permission))
                return Refusal.Invalid(
                    field,
                    $"'{Shown(word)}' is no permission. There are {string.Join(", ", Single)}."
                );
            read |= permission;
        }

        return (Permissions?)read;
    }

    private static string Shown(string? word)
    {
        const int charactersMax = 40;
        var text = word ?? "null";
        return text.Length > charactersMax ? text[..charactersMax] : text;
    }
}
