using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;

namespace Firstlight.Gateway.Mqtt.Uplinks;

/// <summary><c>info/mcu</c>: the device says what it is. A pending token becomes a device here.</summary>
internal static class InfoTopic
{
    private const int ReceiveBytesMin = 64;

    public static async ValueTask<Taken> TakeAsync(MqttDevice device, string text, CancellationToken cancellation)
    {
        if (TryRead(text) is not { } report)
            return Taken.BadPayload(
                Complaints.Bad("info/mcu", "It is no JSON object. Send one with tmpl, ver, build, type and rxbuff.")
            );
        switch (await device.ReportAsync(report, cancellation))
        {
            case ReportResult.Ready:
                device.Voice.Open();
                return Taken.Well;
            case ReportResult.TemplateMissing:
                device.Voice.Open();
                return Taken.BadPayload(Complaints.TemplateMissing);
            case ReportResult.WrongTemplate:
                return Taken.BadPayload(Complaints.WrongTemplate) with { End = Ending.NotProvisioned };
            default:
                return Taken.BadPayload(Complaints.Refused) with { End = Ending.NotProvisioned };
        }
    }

    private static HardwareReport? TryRead(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
                return null;
            return new HardwareReport
            {
                TemplateId = Find(root, "tmpl"),
                FirmwareVersion = Find(root, "ver"),
                FirmwareType = Find(root, "type"),
                Build = Find(root, "build"),
                ReceiveBytesMax = FindReceiveBytes(root),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement root, string key) =>
        JsonText.Find(root, key) is { ValueKind: JsonValueKind.String } value
        && JsonText.Of(value) is { Length: > 0 } text
            ? ReportText.Short(text)
            : null;

    private static int? FindReceiveBytes(JsonElement root) =>
        JsonText.Find(root, "rxbuff") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var bytes)
        && bytes >= ReceiveBytesMin
            ? bytes
            : null;
}
