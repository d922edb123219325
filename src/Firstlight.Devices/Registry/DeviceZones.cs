using Firstlight.Core;

namespace Firstlight.Devices;

internal sealed class DeviceZones(ITemplateCatalog templates, IOrganisationZones organisations) : IDeviceZones
{
    public async ValueTask<TimeZoneInfo> OfAsync(Device device, CancellationToken cancellation) =>
        ZoneName.Find(device.Place?.TimeZone)
        ?? ZoneName.Find(await ReadMetadataAsync(device, cancellation))
        ?? await organisations.FindAsync(device.Organisation, cancellation)
        ?? TimeZoneInfo.Utc;

    /// <summary>What it or people wrote there, else what templates that came before the name was built in say.</summary>
    private async ValueTask<string?> ReadMetadataAsync(Device device, CancellationToken cancellation)
    {
        if (device.Metadata.TryGetValue(MetadataField.TimeZone, out var written))
            return written;
        var template = await templates.FindAsync(device.Organisation, device.Template, cancellation);
        return template?.MetadataFields.FirstOrDefault(field => field.Name == MetadataField.TimeZone)?.DefaultValue;
    }
}
