using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Firstlight.Webhooks;

/// <summary>What a message says: our own JSON, or the user's text with its placeholders filled.</summary>
internal static class Bodies
{
    // Quotes, controls and markup leave as \uXXXX; names in any script stay readable.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static byte[] Make(WebhookRequest request, WebhookEvent what, int skipped) =>
        request.Body is { Length: > 0 } text
            ? Encoding.UTF8.GetBytes(BodyTemplate.Fill(text, request.Content, what))
            : MakeOwn(what, skipped);

    private static byte[] MakeOwn(WebhookEvent what, int skipped)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("type", what.Type);
            json.WriteString("timestamp", what.At);
            json.WriteStartObject("data");
            WriteDevice(json, what.Device);
            WriteDetails(json, what);
            if (what.Type == WebhookEventTypes.Datastream)
                json.WriteNumber("skipped", skipped);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDevice(Utf8JsonWriter json, EventDevice device)
    {
        json.WriteStartObject("device");
        json.WriteNumber("id", device.Id);
        json.WriteString("name", device.Name);
        json.WriteString("templateId", device.TemplateId);
        json.WriteString("templateName", device.TemplateName);
        json.WriteNumber("organisationId", device.OrganisationId);
        json.WriteString("organisationName", device.OrganisationName);
        json.WriteString("createdAt", device.CreatedAt);
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, WebhookEvent what)
    {
        if (what.Method is { } method)
            json.WriteString("method", method);
        if (what.Pin is { } pin)
        {
            json.WriteNumber("pin", pin);
            json.WriteString("datastream", what.Datastream);
            json.WriteString("value", what.Value);
        }

        if (what.Code is { } code)
        {
            json.WriteString("code", code);
            json.WriteString("description", what.Description);
        }
    }
}
