using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a datastream may be (activation.md §8.2): draft and present state in, new state or refusal out.</summary>
internal static class DatastreamDefinition
{
    public const int NameCharactersMax = 50;
    public const int UnitCharactersMax = 20;

    // MQTT addresses datastreams by name, and these three have a meaning in topics.
    private static readonly char[] TopicCharacters = ['/', '+', '#'];

    public static Outcome<Datastream> Make(Template template, DatastreamDraft draft)
    {
        if (draft.Pin is not { } pin)
            return Refusal.Invalid("pin", "A pin from V0 to V255 is needed.");
        if (draft.Type is not { } type)
            return Refusal.Invalid("type", "A type is needed: Integer, Double, String, Enum or Location.");
        var blank = new Datastream(NextId(template), "", pin, type, null, null, null, null, SyncOnConnect: false);
        return Check(template, Merge(blank, draft));
    }

    /// <remarks>With another type, a range and a default that the draft does not name fall away: they belonged to the old one.</remarks>
    public static Outcome<Datastream> Change(Template template, Datastream datastream, DatastreamDraft draft)
    {
        var kept =
            draft.Type is null || draft.Type == datastream.Type
                ? datastream
                : datastream with
                {
                    Minimum = null,
                    Maximum = null,
                    DefaultValue = null,
                    Decimals = null,
                    Words = null,
                    Fallback = null,
                    History =
                        datastream.History is DatastreamHistory.Minutes && !DatastreamRules.IsNumber(draft.Type.Value)
                            ? DatastreamHistory.Raw
                            : datastream.History,
                };
        return Check(template, Merge(kept, draft));
    }

    private static int NextId(Template template)
    {
        var last = 0;
        foreach (var datastream in template.Datastreams)
            last = Math.Max(last, datastream.Id);
        return last + 1;
    }

    private static Datastream Merge(Datastream datastream, DatastreamDraft draft) =>
        datastream with
        {
            Name = draft.Name ?? datastream.Name,
            Pin = draft.Pin ?? datastream.Pin,
            Type = draft.Type ?? datastream.Type,
            Minimum = draft.Without.HasFlag(DatastreamParts.Minimum) ? null : draft.Minimum ?? datastream.Minimum,
            Maximum = draft.Without.HasFlag(DatastreamParts.Maximum) ? null : draft.Maximum ?? datastream.Maximum,
            Unit = draft.Unit ?? datastream.Unit,
            DefaultValue = draft.Without.HasFlag(DatastreamParts.DefaultValue)
                ? null
                : draft.DefaultValue ?? datastream.DefaultValue,
            SyncOnConnect = draft.SyncOnConnect ?? datastream.SyncOnConnect,
            History = draft.History ?? datastream.History,
            Decimals = draft.Without.HasFlag(DatastreamParts.Decimals) ? null : draft.Decimals ?? datastream.Decimals,
            ExpiresAfter = draft.Without.HasFlag(DatastreamParts.ExpiresAfter)
                ? null
                : draft.ExpiresAfter ?? datastream.ExpiresAfter,
            ExpiresOffline = draft.ExpiresOffline ?? datastream.ExpiresOffline,
            Words = draft.Words ?? datastream.Words,
            Fallback = draft.Without.HasFlag(DatastreamParts.Fallback) ? null : draft.Fallback ?? datastream.Fallback,
        };

    private static Outcome<Datastream> Check(Template template, Datastream datastream)
    {
        if (!Enum.IsDefined(datastream.Type))
            return Refusal.Invalid("type", "There is no such type: Integer, Double, String, Enum or Location.");
        var name = TextRules.Take("name", datastream.Name, NameCharactersMax);
        if (!name.Succeeded)
            return name.Refusal;
        if (name.Value.IndexOfAny(TopicCharacters) >= 0)
            return Refusal.Invalid("name", "The name contains '/', '+' or '#'; MQTT topics could not address it.");
        var unit = TextRules.TakeOrEmpty("unit", datastream.Unit ?? "", UnitCharactersMax);
        if (!unit.Succeeded)
            return unit.Refusal;
        var clean = datastream with { Name = name.Value, Unit = unit.Value.Length == 0 ? null : unit.Value };
        if (FindClash(template, clean) is { } clash)
            return clash;
        if (CheckRange(clean) is { } range)
            return range;
        var settled = DatastreamSettings.Check(clean);
        return settled.Succeeded ? CheckDefault(settled.Value) : settled.Refusal;
    }

    private static Refusal? FindClash(Template template, Datastream datastream)
    {
        foreach (var other in template.Datastreams)
        {
            if (other.Id == datastream.Id)
                continue;
            if (other.Pin == datastream.Pin)
                return new Refusal(RefusalKind.Conflict, "pin_taken", $"{other.Pin} is {other.Name} already.", "pin");
            if (string.Equals(other.Name, datastream.Name, StringComparison.OrdinalIgnoreCase))
                return new Refusal(
                    RefusalKind.Conflict,
                    "name_taken",
                    $"{other.Pin} has the name {other.Name} already.",
                    "name"
                );
        }

        return null;
    }

    private static Refusal? CheckRange(Datastream datastream)
    {
        var bounds = datastream.Type switch
        {
            DatastreamType.Integer => (Least: int.MinValue, Most: int.MaxValue),
            DatastreamType.Double => (Least: -DatastreamRules.DoubleMax, Most: DatastreamRules.DoubleMax),
            _ => ((double Least, double Most)?)null,
        };
        if (bounds is not { } allowed)
        {
            return datastream.Minimum is null && datastream.Maximum is null
                ? null
                : Refusal.Invalid(
                    "min",
                    $"A datastream of type {datastream.Type} has no range; leave min and max out."
                );
        }

        return CheckBound("min", datastream.Minimum)
            ?? CheckBound("max", datastream.Maximum)
            ?? (
                datastream.Minimum > datastream.Maximum
                    ? Refusal.Invalid("min", "The least value is above the greatest; swap min and max.")
                    : null
            );

        Refusal? CheckBound(string field, double? bound)
        {
            if (bound is not { } number)
                return null;
            if (double.IsNaN(number) || number < allowed.Least || number > allowed.Most)
                return Refusal.Invalid(field, $"{field} is outside what a datastream of this type can hold.");
            return datastream.Type is DatastreamType.Integer && double.Truncate(number) != number
                ? Refusal.Invalid(field, $"{field} of an Integer datastream is a whole number.")
                : null;
        }
    }

    private static Outcome<Datastream> CheckDefault(Datastream datastream)
    {
        if (string.IsNullOrEmpty(datastream.DefaultValue))
            return datastream with { DefaultValue = null };
        var free = DatastreamRules.Take(datastream with { Minimum = null, Maximum = null }, datastream.DefaultValue);
        if (free.Succeeded && datastream.Words is not null && free.Value != datastream.DefaultValue)
            return Refusal.Invalid("defaultValue", "The default is none of the words' numbers.");
        if (!free.Succeeded)
            return Refusal.Invalid("defaultValue", $"The default does not fit the type. {free.Refusal.Message}");
        var taken = DatastreamRules.Take(datastream, free.Value);
        if (!taken.Succeeded || taken.Value != free.Value)
            return Refusal.Invalid("defaultValue", "The default lies outside min and max.");
        return datastream with { DefaultValue = free.Value };
    }
}
