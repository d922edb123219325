using System.Text.Json;

namespace Firstlight.Edgent;

/// <summary>An answer over HTTP, as far as a device needs it: its status and the texts of a flat JSON body.</summary>
internal sealed record HttpAnswer(int Status, JsonElement? Body)
{
    private const int StatusAt = 9; // Behind "HTTP/1.1 ".

    private const int StatusDigits = 3;

    /// <summary>Null when it is no HTTP at all. A body that is not JSON is none.</summary>
    public static HttpAnswer? Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("HTTP/1."u8) || bytes.Length < StatusAt + StatusDigits)
            return null;
        if (!int.TryParse(bytes.Slice(StatusAt, StatusDigits), out var status))
            return null;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        return new HttpAnswer(status, end < 0 ? null : ReadBody(bytes[(end + 4)..]));
    }

    /// <summary>A text of the body; null when it has none of that name.</summary>
    public string? Text(string name)
    {
        try
        {
            return
                Body is { ValueKind: JsonValueKind.Object } body
                && body.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a character, or bytes that are no UTF-8: it shows only when a text is read.
        }
    }

    /// <summary>The status only: the body may hold a token.</summary>
    public override string ToString() => $"HTTP {Status}";

    private static JsonElement? ReadBody(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null; // A page of somebody else.
        }
    }
}
