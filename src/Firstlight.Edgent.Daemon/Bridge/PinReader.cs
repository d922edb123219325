using System.Text.Json;

namespace Firstlight.Edgent.Daemon;

/// <summary>Datastreams and values in a program's line: by the configuration's names or as <c>V0</c> to <c>V255</c>.</summary>
internal sealed class PinReader(Datastreams datastreams)
{
    private const string BadValue = "bad_value";
    private static readonly PinValue[] NoValues = [];
    private static readonly byte[] NoPins = [];

    /// <summary>The object of a write: names with values.</summary>
    public (IReadOnlyList<PinValue> Values, BridgeFault? Fault) Values(JsonElement written)
    {
        if (written.ValueKind != JsonValueKind.Object)
            return (NoValues, new BridgeFault(BadValue, "write", "A write takes { \"datastream\": value }."));
        var values = new List<PinValue>();
        foreach (var property in written.EnumerateObject())
        {
            if (!datastreams.TryFind(property.Name, out var pin))
                return (NoValues, Unknown(property.Name));
            if (Parts(property.Value) is not { } parts)
                return (
                    NoValues,
                    new BridgeFault(
                        BadValue,
                        property.Name,
                        "A value is a number, text, true or false, or a list of them."
                    )
                );
            values.Add(new PinValue(pin, parts));
        }

        return values.Count is > 0 and <= BridgeLimits.ItemsMax
            ? (values, null)
            : (NoValues, new BridgeFault(BadValue, "write", $"A write takes 1 to {BridgeLimits.ItemsMax} values."));
    }

    /// <summary>The list of a sync; empty for <c>true</c>, which means all.</summary>
    public (byte[] Pins, BridgeFault? Fault) Names(JsonElement synced)
    {
        if (synced.ValueKind == JsonValueKind.True)
            return (NoPins, null);
        if (synced.ValueKind != JsonValueKind.Array || synced.GetArrayLength() is 0 or > BridgeLimits.ItemsMax)
            return (
                NoPins,
                new BridgeFault(
                    BadValue,
                    "sync",
                    $"A sync takes true, or a list of 1 to {BridgeLimits.ItemsMax} datastreams."
                )
            );
        var pins = new List<byte>();
        foreach (var name in synced.EnumerateArray())
        {
            var text = name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText();
            if (!datastreams.TryFind(text, out var pin))
                return (NoPins, Unknown(text));
            pins.Add(pin);
        }

        return ([.. pins], null);
    }

    private BridgeFault Unknown(string name)
    {
        var hint = datastreams.Nearest(name) is { } near ? $" Did you mean {near}?" : "";
        return new BridgeFault(
            "unknown_datastream",
            name,
            $"A datastream is V0 to V255, or a name of the configuration's \"datastreams\".{hint}"
        );
    }

    private static object[]? Parts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Part(value) is { } only ? [only] : null;
        var parts = value.EnumerateArray().Select(Part).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : [.. parts.OfType<object>()];
    }

    // A number goes on as it was written: 21.50 stays 21.50. A NUL would end the value on the wire.
    private static object? Part(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) =>
                text,
            _ => null,
        };
}
