using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>GET /external/api/update</c>: 200 means on disk.</summary>
internal static class WriteCall
{
    public static async Task<IResult> ServeAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (query.Find("dataStreamId") is { } id)
            return await WriteByIdAsync(device, template, id, CallQuery.Join(query.FindAll("value")), cancellation);

        var writes = query.Writes();
        if (writes.Count == 0 || writes.Exists(write => write.Pin.Pin is null))
            return DeviceAnswer.Error(Messages.WrongPin);
        if (writes.Exists(write => template.FindDatastream(write.Pin.Pin!.Value) is null))
            return DeviceAnswer.Error(Messages.NoDatastream);

        // All at once, so that several pins of one call share a commit.
        var pending = writes.ConvertAll(write =>
            device.WriteAsync(write.Pin.Pin!.Value, write.Value, at: null, durable: true, cancellation).AsTask()
        );
        foreach (var result in await Task.WhenAll(pending))
        {
            if (Refusal(result, Messages.WrongTypeByPin) is { } refusal)
                return refusal;
        }

        return DeviceAnswer.Empty;
    }

    private static async Task<IResult> WriteByIdAsync(
        IDeviceActions device,
        Template template,
        string text,
        string value,
        CancellationToken cancellation
    )
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return DeviceAnswer.Error(Messages.WrongDatastreamId);
        if (FindPin(template, id) is not { } pin)
            return DeviceAnswer.Error(Messages.NoSuchDatastream(template.Name));
        var result = await device.WriteAsync(pin, value, at: null, durable: true, cancellation);
        return Refusal(result, Messages.WrongTypeById) ?? DeviceAnswer.Empty;
    }

    private static VirtualPin? FindPin(Template template, int id)
    {
        foreach (var datastream in template.Datastreams)
        {
            if (datastream.Id == id)
                return datastream.Pin;
        }

        return null;
    }

    private static DeviceAnswer? Refusal(WriteResult result, string wrongType) =>
        result switch
        {
            WriteResult.Taken => null,
            WriteResult.NoDatastream => DeviceAnswer.Error(Messages.NoDatastream),
            WriteResult.NotProvisioned => DeviceAnswer.Error(Messages.NotProvisioned),
            _ => DeviceAnswer.Error(wrongType),
        };
}
