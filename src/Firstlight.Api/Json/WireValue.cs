using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api;

/// <summary>
/// Values between JSON and the wire. On the wire a value is text, parts joined by NUL; in answers it has the type of its
/// datastream: a number, a string, or [longitude, latitude].
/// </summary>
internal static class WireValue
{
    private const char PartSeparator = '\0';
    private const int NumberCharactersMax = 32;

    /// <summary>The value as JSON; text that does not fit the type (the template changed since) stays text.</summary>
    public static JsonNode? ToJson(DatastreamType type, string? text)
    {
        if (text is null)
            return null;
        return type switch
        {
            DatastreamType.Integer or DatastreamType.Enum => WholeNumber(text)
                ?? Number(text)
                ?? JsonValue.Create(text),
            DatastreamType.Double => Number(text) ?? JsonValue.Create(text),
            DatastreamType.Location => (JsonNode?)Place(text) ?? JsonValue.Create(text),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>The wire form of a string, number, boolean or pair of numbers; whether it fits the datastream is decided later.</summary>
    public static Outcome<string> FromJson(string field, JsonElement? value) =>
        value is not { } element
            ? Missing(field)
            : element.ValueKind switch
            {
                JsonValueKind.String => FromText(field, element),
                JsonValueKind.Number => FromNumber(field, element),
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                JsonValueKind.Array when element.GetArrayLength() == 2 => FromPlace(field, element[0], element[1]),
                _ => Missing(field),
            };

    private static Outcome<string> FromText(string field, JsonElement element)
    {
        try
        {
            var text = element.GetString()!;
            return text.Contains(PartSeparator, StringComparison.Ordinal)
                ? Refusal.Invalid(field, $"'{field}' contains a NUL character.")
                : text;
        }
        catch (InvalidOperationException)
        {
            // Half a character in an escape, or bytes that are no UTF-8: it shows only when the text is read.
            return Refusal.Invalid(field, $"'{field}' contains half a character. Send whole ones, in UTF-8.");
        }
    }

    private static Outcome<string> FromNumber(string field, JsonElement number)
    {
        if (number.ValueKind != JsonValueKind.Number || !double.IsFinite(number.GetDouble()))
            return Refusal.Invalid(field, $"'{field}' is not a number that can be stored.");
        var text = number.GetRawText();
        // Devices read plain digits; exponents and endless digits are written out as the number they are.
        return text.Length <= NumberCharactersMax && !text.AsSpan().ContainsAny('e', 'E')
            ? text
            : Plain(number.GetDouble());
    }

    private static Outcome<string> FromPlace(string field, JsonElement longitude, JsonElement latitude)
    {
        var first = FromNumber(field, longitude);
        var second = FromNumber(field, latitude);
        if (!first.Succeeded || !second.Succeeded)
            return Refusal.Invalid(field, $"'{field}' as a place is [longitude, latitude], two numbers.");
        return first.Value + PartSeparator + second.Value;
    }

    private static Refusal Missing(string field) =>
        Refusal.Invalid(field, $"'{field}' must be a string, a number, a boolean or [longitude, latitude].");

    private static string Plain(double number) =>
        number == Math.Truncate(number) && Math.Abs(number) < 1e15
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private static JsonValue? WholeNumber(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : null;

    private static JsonValue? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    private static JsonArray? Place(string text)
    {
        var cut = text.IndexOf(PartSeparator, StringComparison.Ordinal);
        return cut > 0 && Number(text[..cut]) is { } longitude && Number(text[(cut + 1)..]) is { } latitude
            ? new JsonArray(longitude, latitude)
            : null;
    }
}
