using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>update</c> and the <c>batch/update</c> of pins: 200 means that every value is on disk, anything else that none was taken.</summary>
internal static class WriteCall
{
    public static async Task<IResult> ServeAsync(
        IDeviceActions device,
        CallQuery query,
        CancellationToken cancellation
    ) => await WriteAsync(device, query, Messages.WrongTypeByPin, cancellation) ?? DeviceAnswer.Empty;

    public static async Task<IResult> ServeBatchAsync(
        IDeviceActions device,
        CallQuery query,
        CancellationToken cancellation
    ) => await WriteAsync(device, query, Messages.WrongType, cancellation) ?? DeviceAnswer.Ok;

    /// <summary>The refusal, or null when everything was taken.</summary>
    private static async Task<DeviceAnswer?> WriteAsync(
        IDeviceActions device,
        CallQuery query,
        string wrongType,
        CancellationToken cancellation
    )
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
        var points = writes.ConvertAll(write => new PinPoint(write.Pin.Pin!.Value, write.Value, At: null));
        return Refusal(await device.WriteAllAsync(points, cancellation), wrongType);
    }

    private static async Task<DeviceAnswer?> WriteByIdAsync(
        IDeviceActions device,
        Template template,
        string text,
        string value,
        CancellationToken cancellation
    )
    {
        if (!CallQuery.TryReadId(text, out var id))
            return DeviceAnswer.Error(Messages.WrongDatastreamId);
        if (CallQuery.Find(template, id) is not { } datastream)
            return DeviceAnswer.Error(Messages.NoSuchDatastream(template.Name));
        var result = await device.WriteAllAsync([new PinPoint(datastream.Pin, value, At: null)], cancellation);
        return Refusal(result, Messages.WrongType);
    }

    /// <summary>Null when it was taken.</summary>
    public static DeviceAnswer? Refusal(WriteResult result, string wrongType) =>
        result switch
        {
            WriteResult.Taken => null,
            WriteResult.NoDatastream => DeviceAnswer.Error(Messages.NoDatastream),
            WriteResult.NotProvisioned => DeviceAnswer.Error(Messages.NotProvisioned),
            WriteResult.Busy => DeviceAnswer.TooMany(Messages.TooManyRequests, CallFlood.Wait),
            _ => DeviceAnswer.Error(wrongType),
        };
}
