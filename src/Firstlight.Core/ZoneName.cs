using System.Buffers;

namespace Firstlight.Core;

/// <summary>Names of time zones as the zone files of the machine have them, such as <c>Europe/Kyiv</c>.</summary>
public static class ZoneName
{
    /// <summary>Longer than any there is.</summary>
    public const int CharactersMax = 64;

    /// <summary>What is said of a name that there is not.</summary>
    public static readonly Refusal Unknown = Refusal.Invalid(
        "timeZone",
        "There is no such time zone. Give an IANA name such as Europe/Kyiv."
    );

    // No point among them: a name is a path to a file.
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"
    );

    /// <summary>The names that people choose from, in order: the places of the machine's zone table, and UTC.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Append(TimeZoneInfo.Utc.Id)
            .Where(name => Find(name) is not null)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The zone of that name, blanks around it aside; null when the machine has none.</summary>
    public static TimeZoneInfo? Find(string? name)
    {
        var text = name.AsSpan().Trim();
        // Places begin with a capital: copies of the table in other folders, and its lists, do not.
        if (text.Length is 0 or > CharactersMax || !char.IsAsciiLetterUpper(text[0]))
            return null;
        if (text.ContainsAnyExcept(Characters))
            return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(text.ToString(), out var zone) && zone.HasIanaId ? zone : null;
    }
}
