using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>update/property</c>: how a datastream's widgets look. A list is its parameter repeated. All of a call or none.</summary>
internal static class PropertyCall
{
    public static async Task<IResult> ServeAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        var (datastream, refusal) = query.FindDatastream(template);
        if (datastream is null)
            return refusal!;
        var properties = query.Without("token", "pin", "dataStreamId");
        if (properties.Count == 0)
            return DeviceAnswer.Error(Messages.NoProperties);
        var values = properties.ConvertAll(property => new PropertyValue(property.Name, property.Value));
        return await device.SetPropertiesAsync(datastream.Pin, values, cancellation)
            ? DeviceAnswer.Empty
            : DeviceAnswer.Error(Messages.WrongProperty);
    }
}
