using Firstlight.Activation;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>What a device may read and write of its own metadata. Names are case-sensitive.</summary>
internal sealed class DeviceMetadata(
    IDeviceStore devices,
    IDeviceRegistry registry,
    IDeviceTokens tokens,
    ITemplateCatalog catalog,
    IDeviceZones zones
)
{
    public const string DeviceName = "Device Name";

    /// <summary>Answers the device's own token, unless its template has a field of this name.</summary>
    public const string AuthToken = "Auth Token";

    /// <summary>The device as it is stored.</summary>
    public async ValueTask<Device?> FindDeviceAsync(DeviceIdentity who, CancellationToken cancellation) =>
        await devices.FindAsync(who.Device, cancellation);

    /// <summary>The zone of its clock; UTC when it was deleted just now.</summary>
    public async ValueTask<TimeZoneInfo> FindTimeZoneAsync(DeviceIdentity who, CancellationToken cancellation) =>
        await devices.FindAsync(who.Device, cancellation) is { } device
            ? await zones.OfAsync(device, cancellation)
            : TimeZoneInfo.Utc;

    /// <summary>The value, "" when it has none, null when there is no such name for devices.</summary>
    public async ValueTask<string?> ReadAsync(DeviceIdentity who, string name, CancellationToken cancellation)
    {
        var field = await FindFieldAsync(who, name, cancellation);
        if (field is null && string.Equals(name, AuthToken, StringComparison.Ordinal))
        {
            var token = await tokens.RevealAsync(who.Organisation, who.Device, cancellation);
            return token.Succeeded ? token.Value.Reveal() : null;
        }

        var isName = field is null && string.Equals(name, DeviceName, StringComparison.Ordinal);
        var isOfPlace = field is null && name is DevicePlace.AddressField or DevicePlace.DegreesField;
        if (field is null && !isName && !isOfPlace && !IsForEveryDevice(name))
            return null;
        if (await devices.FindAsync(who.Device, cancellation) is not { } device)
            return null;
        if (isName)
            return device.Name;
        if (isOfPlace)
            return name == DevicePlace.DegreesField ? device.Place?.Degrees(' ') : device.Place?.Address ?? "";
        return device.Metadata.TryGetValue(name, out var value) ? value : field?.DefaultValue ?? "";
    }

    /// <summary>False for a name that devices may not write, and for a value of another type.</summary>
    public async ValueTask<bool> SetAsync(DeviceIdentity who, string name, string value, CancellationToken cancellation)
    {
        var field = await FindFieldAsync(who, name, cancellation);
        var writable = field is null
            ? IsForEveryDevice(name)
            : field.Type is MetadataType.Text or MetadataType.Number or MetadataType.Imei or MetadataType.Iccid;
        if (!writable)
            return false;
        var outcome = await registry.SetMetadataAsync(who.Organisation, who.Device, name, value, cancellation);
        return outcome.Succeeded;
    }

    private async ValueTask<MetadataField?> FindFieldAsync(
        DeviceIdentity who,
        string name,
        CancellationToken cancellation
    )
    {
        var template = await catalog.FindAsync(who.Organisation, who.Template, cancellation);
        if (template is null)
            return null;
        foreach (var field in template.MetadataFields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
                return field;
        }

        return null;
    }

    private static bool IsForEveryDevice(string name)
    {
        foreach (var known in MetadataField.WritableByEveryDevice)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
