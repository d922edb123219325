namespace Firstlight.Fleet;

/// <summary>How long a bucket is.</summary>
public enum Resolution
{
    /// <summary>A minute; nothing shorter is kept but the values themselves.</summary>
    Minute,

    /// <summary>An hour of the clock on the wall.</summary>
    Hour,

    /// <summary>A day of the calendar: 23 or 25 hours when the clock is changed.</summary>
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>A month of the calendar.</summary>
    Month,
}

/// <summary>
/// Time cut into buckets by a clock on the wall: every moment is in one, and none overlap, whatever the zone does to its clock.
/// </summary>
/// <param name="Resolution">How long they are.</param>
/// <param name="Zone">Whose clock.</param>
public sealed record TimeBuckets(Resolution Resolution, TimeZoneInfo Zone)
{
    private const int DaysPerWeek = 7;
    private const int ZoneCharactersMax = 64;

    /// <summary>The zone of that name: an IANA name such as <c>Europe/Kyiv</c>, or an offset such as <c>+05:30</c> or <c>GMT+3</c>; null for another.</summary>
    public static TimeZoneInfo? FindZone(string name)
    {
        if (name.Length is 0 or > ZoneCharactersMax || name.AsSpan().ContainsAnyExcept(ZoneCharacters))
            return null;
        if (ReadOffset(name) is { } offset)
            return TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    // No point among them: a name is a path to a file.
    private static readonly System.Buffers.SearchValues<char> ZoneCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-:"
    );

    private static TimeSpan? ReadOffset(string name)
    {
        var text = name.AsSpan();
        foreach (var prefix in (ReadOnlySpan<string>)["GMT", "UTC", "UT"])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                text = text[prefix.Length..];
                break;
            }
        }

        if (text.Length < 2 || text[0] is not ('+' or '-'))
            return null;
        var isWest = text[0] == '-';
        string[] forms = ["%h", "hh", @"h\:mm", @"hh\:mm", "hhmm"];
        return
            TimeSpan.TryParseExact(text[1..], forms, System.Globalization.CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14)
            ? (isWest ? -offset : offset)
            : null;
    }

    /// <summary>The bucket that holds <paramref name="moment"/>: its first moment, and the first one after it.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Around(DateTimeOffset moment)
    {
        var minute = Floor(moment.ToUniversalTime(), TimeSpan.FromMinutes(1));
        return Resolution switch
        {
            Resolution.Minute => (minute, minute.AddMinutes(1)),
            Resolution.Hour => HourAround(minute),
            _ => CalendarAround(minute),
        };
    }

    /// <summary>An hour; where the clock is changed by less than one, two shorter ones.</summary>
    private (DateTimeOffset From, DateTimeOffset To) HourAround(DateTimeOffset minute)
    {
        var offset = Zone.GetUtcOffset(minute);
        var from = Floor(minute + offset, TimeSpan.FromHours(1)) - offset;
        var to = from.AddHours(1);
        while (Zone.GetUtcOffset(from) != offset)
            from = from.AddMinutes(1);
        while (Zone.GetUtcOffset(to.AddMinutes(-1)) != offset)
            to = to.AddMinutes(-1);
        return (from, to);
    }

    private (DateTimeOffset From, DateTimeOffset To) CalendarAround(DateTimeOffset minute)
    {
        var first = FirstDay(DateOnly.FromDateTime((minute + Zone.GetUtcOffset(minute)).DateTime));
        // Where a clock is put back over midnight, a few minutes have the date of the day that has not begun.
        while (minute < Start(first))
            first = FirstDay(first.AddDays(-1));
        while (minute >= Start(Next(first)))
            first = Next(first);
        return (Start(first), Start(Next(first)));
    }

    private DateOnly FirstDay(DateOnly day) =>
        Resolution switch
        {
            Resolution.Week => day.AddDays(-(((int)day.DayOfWeek + DaysPerWeek - (int)DayOfWeek.Monday) % DaysPerWeek)),
            Resolution.Month => new DateOnly(day.Year, day.Month, 1),
            _ => day,
        };

    private DateOnly Next(DateOnly first) =>
        Resolution switch
        {
            Resolution.Week => first.AddDays(DaysPerWeek),
            Resolution.Month => first.AddMonths(1),
            _ => first.AddDays(1),
        };

    /// <summary>When a day begins: at midnight, the later one if there are two, or when the clock goes on if there is none.</summary>
    private DateTimeOffset Start(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Min() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) =>
        time.AddTicks(-(time.Ticks % step.Ticks));
}
