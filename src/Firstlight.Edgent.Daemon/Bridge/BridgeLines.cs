using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Firstlight.Edgent.Daemon;

/// <summary>The lines that programs get; each ends with a line feed.</summary>
internal sealed class BridgeLines(Datastreams datastreams)
{
    private const int ProtocolVersion = 1;

    // Lines go over a socket, not into a web page: a ° stays a °.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first line: who this is.</summary>
    public static byte[] Hello(EdgentOptions product) =>
        Line(json =>
        {
            json.WriteNumber("hello", ProtocolVersion);
            json.WriteString("template", product.TemplateId);
            json.WriteString("name", product.TemplateName);
            json.WriteString("version", product.FirmwareVersion);
        });

    /// <summary>What the device is doing, and why its last set-up failed if it did.</summary>
    public static byte[] State(DeviceState state) =>
        Line(json =>
        {
            json.WriteString("state", state.Word);
            if (state.LastError != 0)
                json.WriteNumber("lastError", state.LastError);
        });

    /// <summary>The cloud wrote a pin.</summary>
    public byte[] Value(byte pin, VirtualValue value) =>
        Line(json =>
        {
            json.WriteString("pin", $"V{pin}");
            if (datastreams.TryName(pin, out var name))
                json.WriteString("datastream", name);
            if (value.Parts is [var only])
            {
                json.WriteString("value", only);
                return;
            }

            json.WriteStartArray("value");
            foreach (var part in value.Parts)
                json.WriteStringValue(part);
            json.WriteEndArray();
        });

    /// <summary>What was asked with this id is handed over.</summary>
    public static byte[] Done(JsonElement id) =>
        Line(json =>
        {
            json.WritePropertyName("done");
            id.WriteTo(json);
        });

    /// <summary>What was asked was not done.</summary>
    public static byte[] Error(BridgeFault fault, JsonElement? id) =>
        Line(json =>
        {
            json.WriteString("error", fault.Error);
            json.WriteString("what", fault.What);
            json.WriteString("why", fault.Why);
            if (id is not { } asked)
                return;
            json.WritePropertyName("id");
            asked.WriteTo(json);
        });

    /// <summary>So many lines were dropped here because the program did not read.</summary>
    public static byte[] Missed(int lines) => Line(json => json.WriteNumber("missed", lines));

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }
}
