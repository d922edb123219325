using System.Text.Json;

namespace Firstlight.Edgent.Daemon;

/// <summary>The part <c>datastreams</c>: names with their pins.</summary>
internal static class DatastreamSection
{
    public static Datastreams Read(Section root)
    {
        var section = root.Inner("datastreams");
        var pins = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var property in section.Properties)
        {
            if (!TryRead(property.Value, out var pin))
                section.Complain(property.Name, "takes a virtual pin, \"V0\" to \"V255\".");
            else if (pins.FirstOrDefault(other => other.Value == pin).Key is { } other)
                section.Complain(property.Name, $"has the pin of {other}.");
            else
                pins[property.Name] = pin;
        }

        return new Datastreams(pins);
    }

    private static bool TryRead(JsonElement value, out byte pin)
    {
        pin = 0;
        return value.ValueKind == JsonValueKind.String && Datastreams.TryReadPin(value.GetString()!, out pin);
    }
}
