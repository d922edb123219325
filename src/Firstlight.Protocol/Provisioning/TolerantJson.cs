using System.Text;
using System.Text.Json;

namespace Firstlight.Protocol.Provisioning;

/// <summary>
/// Device answers as flat dictionaries of text. Valid JSON is read as such; what is no JSON goes to
/// <see cref="UnescapedJson"/>. Nothing here throws, whatever the input.
/// </summary>
internal static class TolerantJson
{
    /// <summary>The longest answer read. A device has a few kilobytes to build it in.</summary>
    public const int AnswerBytesMax = 65_536;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The answer as text, or why it is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> answer, out string text, out string fault)
    {
        (text, fault) = ("", "");
        if (answer.Length > AnswerBytesMax)
            fault = $"The device's answer has {answer.Length} bytes; at most {AnswerBytesMax} are read.";
        else
            text = Encoding.UTF8.GetString(answer).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        return fault.Length == 0;
    }

    /// <summary>The object as JSON, or null when it is none.</summary>
    public static Dictionary<string, string>? ReadObject(string text) =>
        Read(text, root => root.ValueKind == JsonValueKind.Object ? Flatten(root) : null);

    /// <summary>The objects of a list as JSON, or null when it is none; other elements are passed over.</summary>
    public static List<Dictionary<string, string>>? ReadList(string text, int entriesMax) =>
        Read(text, root => root.ValueKind == JsonValueKind.Array ? FlattenAll(root, entriesMax) : null);

    /// <summary>The objects of the list <paramref name="key"/> inside an object; null when it is not there.</summary>
    public static List<Dictionary<string, string>>? ReadInnerList(string text, string key, int entriesMax) =>
        Read(
            text,
            root =>
                root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(key, out var list)
                && list.ValueKind == JsonValueKind.Array
                    ? FlattenAll(list, entriesMax)
                    : null
        );

    private static T? Read<T>(string text, Func<JsonElement, T?> take)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return take(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: valid JSON that is no text.
            return null;
        }
    }

    private static List<Dictionary<string, string>> FlattenAll(JsonElement list, int entriesMax)
    {
        List<Dictionary<string, string>> entries = [];
        foreach (var element in list.EnumerateArray())
        {
            if (entries.Count == entriesMax)
                break;
            if (element.ValueKind == JsonValueKind.Object)
                entries.Add(Flatten(element));
        }

        return entries;
    }

    private static Dictionary<string, string> Flatten(JsonElement element)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.String)
                values[property.Name] = property.Value.GetString()!;
            else if (property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                values[property.Name] = property.Value.GetRawText();
        }

        return values;
    }
}
