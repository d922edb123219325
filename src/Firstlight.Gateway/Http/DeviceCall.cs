using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>device</c>: what is known about it. Nobody describes the call, and clients read its id and its activation.</summary>
internal static class DeviceCall
{
    public static async Task<IResult> ServeAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        // Deleted between two looks: the next call hears about it from the door.
        if (await device.FindDeviceAsync(cancellation) is not { } found)
            return DeviceAnswer.TryLater();
        return DeviceAnswer.JsonObject(json => Write(json, found));
    }

    private static void Write(Utf8JsonWriter json, Device device)
    {
        json.WriteNumber("id", device.Id.Value);
        json.WriteNumber("orgId", device.Organisation.Value);
        json.WriteString("name", device.Name);
        json.WriteNumber("activatedAt", Milliseconds(device.ActivatedAt));
        json.WriteNumber("firstConnectTime", Milliseconds(device.FirstConnectedAt));
        if (device.Hardware is not { } hardware)
            return;
        json.WriteStartObject("hardwareInfo");
        json.WriteString("version", hardware.FirmwareVersion);
        json.WriteString("fwType", hardware.FirmwareType);
        json.WriteString("blynkVersion", hardware.LibraryVersion);
        json.WriteString("boardType", hardware.Board);
        json.WriteString("build", hardware.Build);
        json.WriteString("templateId", device.Template.Value);
        json.WriteEndObject();
    }

    /// <summary>0 for never.</summary>
    private static long Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? 0;
}
