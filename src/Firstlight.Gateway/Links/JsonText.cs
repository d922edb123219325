using System.Text.Json;
using Firstlight.Devices;

namespace Firstlight.Gateway.Links;

/// <summary>Values inside JSON, as they would stand alone on the wire.</summary>
internal static class JsonText
{
    /// <summary>Deep enough for a list of points with parts, and no deeper.</summary>
    public static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    /// <summary>The wire form; null for what has none.</summary>
    public static string? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Whole(element, static text => text.GetString());
            case JsonValueKind.Number:
                return element.GetRawText();
            case JsonValueKind.True:
                return "1";
            case JsonValueKind.False:
                return "0";
            case JsonValueKind.Array:
                var parts = new List<string>();
                foreach (var part in element.EnumerateArray())
                {
                    if (part.ValueKind is JsonValueKind.Array || Of(part) is not { } text)
                        return null;
                    parts.Add(text);
                }

                return string.Join(DatastreamRules.PartSeparator, parts);
            default:
                return null;
        }
    }

    /// <summary>The name of a member; null for one that is no text.</summary>
    public static string? NameOf(JsonProperty member) => Whole(member, static named => named.Name);

    /// <summary>The member of that name; null when there is none, or when the object has names that are no text.</summary>
    public static JsonElement? Find(JsonElement thing, string name) =>
        Whole(
            (thing, name),
            static asked => asked.thing.TryGetProperty(asked.name, out var found) ? found : (JsonElement?)null
        );

    // Half a character in an escape, or bytes that are no UTF-8: it shows only when a text is read.
    private static TResult? Whole<T, TResult>(T from, Func<T, TResult?> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>A point of history, <c>[milliseconds, value]</c>; null for anything else.</summary>
    public static (long Milliseconds, string Value)? Point(JsonElement pair) =>
        pair.ValueKind is JsonValueKind.Array
        && pair.GetArrayLength() == 2
        && pair[0].ValueKind is JsonValueKind.Number
        && pair[0].TryGetInt64(out var milliseconds)
        && Of(pair[1]) is { } value
            ? (milliseconds, value)
            : null;

    /// <summary>The time, when it is not further from <paramref name="now"/> than the months say.</summary>
    public static DateTimeOffset? Time(long milliseconds, DateTimeOffset now, int monthsBefore, int monthsAfter) =>
        milliseconds >= now.AddMonths(-monthsBefore).ToUnixTimeMilliseconds()
        && milliseconds <= now.AddMonths(monthsAfter).ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
