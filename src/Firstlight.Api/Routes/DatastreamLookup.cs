using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api;

/// <summary>Finds what a pin of a device holds, so that its values can be written as JSON of that type.</summary>
internal sealed class DatastreamLookup(IDeviceRegistry registry, ITemplateCatalog catalog)
{
    public async Task<Outcome<Datastream>> FindAsync(
        OrganisationId organisation,
        DeviceId id,
        string pin,
        CancellationToken cancellation
    )
    {
        if (!VirtualPin.TryParse(pin, out var address))
            return Refusal.Invalid("pin", PinConverter.Expected);
        if (await registry.FindAsync(organisation, id, cancellation) is not { } device)
            return Refusal.NotFound("device", $"There is no device {id}.");
        var template = await catalog.FindAsync(organisation, device.Template, cancellation);
        return template?.FindDatastream(address) is { } datastream
            ? datastream
            : Refusal.NotFound("datastream", $"The template of device {id} has no datastream on {address}.");
    }
}
