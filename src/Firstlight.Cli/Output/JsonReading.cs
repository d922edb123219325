using System.Text.Json;

namespace Firstlight.Cli.Output;

/// <summary>Reads answers for the screen, forgiving what is missing: a table cell may stay empty.</summary>
internal static class JsonReading
{
    /// <summary>A member as text; empty when it is absent or null.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member)
            ? member.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => "",
                JsonValueKind.String => member.GetString() ?? "",
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => member.GetRawText(),
            }
            : "";

    /// <summary>The elements of an array, or of the <c>items</c> of a page.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name = "items")
    {
        if (element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var items))
            element = items;
        return element.ValueKind is JsonValueKind.Array ? element.EnumerateArray() : [];
    }

    /// <summary>A time as people read it here, to the second.</summary>
    public static string Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), out var at) ? at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss") : "";
}
