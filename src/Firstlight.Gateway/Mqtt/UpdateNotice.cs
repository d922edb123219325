using System.Buffers;
using System.Text;
using System.Text.Json;
using Firstlight.Devices;

namespace Firstlight.Gateway.Mqtt;

/// <summary><c>downlink/ota/json</c>. A client in the field reads all five keys without looking whether they are there, so they always are.</summary>
internal static class UpdateNotice
{
    // An ampersand as \u0026 would be right and is not understood by every small parser.
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(FirmwareFile file, string address)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Plain))
        {
            json.WriteStartObject();
            json.WriteString("url", address);
            json.WriteNumber("size", file.Bytes);
            json.WriteString("type", file.Type);
            json.WriteString("ver", file.Version);
            json.WriteString("build", file.Build ?? "");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
