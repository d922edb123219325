using System.Text.Encodings.Web;
using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Http;

/// <summary>A report as the original's database answers: what the columns are, the rows, and how many there were.</summary>
internal static class JsonReport
{
    private const int FlushBytes = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(
        Stream body,
        ReportRequest request,
        ReportRows report,
        IReadOnlyList<Datastream> datastreams,
        CancellationToken cancellation
    )
    {
        await using var json = new Utf8JsonWriter(body, Options);
        var isText = datastreams.Any(datastream => !DatastreamRules.IsNumber(datastream.Type));
        json.WriteStartObject();
        json.WriteStartArray("meta");
        Column(json, "data_stream_name", "String");
        Column(json, "ts", request.Format is ReportFormat.Ts ? "UInt32" : "String");
        Column(json, "value", isText ? "String" : "Float64");
        json.WriteEndArray();
        json.WriteStartArray("data");
        long rows = 0;
        await foreach (var row in report.ReadAsync(datastreams, cancellation))
        {
            rows++;
            json.WriteStartObject();
            json.WriteString("data_stream_name", row.Datastream.Name);
            json.WritePropertyName("ts");
            if (request.Format is ReportFormat.Ts)
                json.WriteRawValue(report.Time(row.At));
            else
                json.WriteStringValue(report.Time(row.At));
            json.WritePropertyName("value");
            DeviceValue.WriteNumberOrText(json, row.Datastream.Type, row.Value);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes)
                await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
        json.WriteNumber("rows", rows);
        json.WriteNumber("rows_before_limit_at_least", rows);
        if (request.SendEvents)
            await WriteEventsAsync(json, report, cancellation);
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private static void Column(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static async Task WriteEventsAsync(Utf8JsonWriter json, ReportRows report, CancellationToken cancellation)
    {
        json.WriteStartArray("events");
        await foreach (var happened in report.ReadEventsAsync(cancellation))
        {
            json.WriteStartObject();
            json.WriteString("code", happened.Code);
            json.WriteString("ts", report.Time(happened.At));
            json.WriteString("description", happened.Description);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes)
                await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
    }
}
