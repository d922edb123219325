using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>get</c>: one value bare, several as a JSON object. <c>getAll</c>: every one there is.</summary>
internal static class ReadCall
{
    public static async Task<IResult> ServeAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (query.Find("dataStreamId") is { } id)
            return await ReadByIdAsync(device, template, id, cancellation);

        var asked = query.Pins();
        if (asked.Count == 0 || asked.Exists(pin => pin.Pin is null && !IsOtherPin(pin)))
            return DeviceAnswer.Error(Messages.WrongPin);
        var datastreams = new List<(string Asked, Datastream Datastream)>();
        foreach (var pin in asked)
        {
            if (pin.Pin is not { } number || template.FindDatastream(number) is not { } datastream)
                return DeviceAnswer.Error(Messages.NoDatastream);
            datastreams.Add((pin.Asked, datastream));
        }

        return datastreams is [var (_, only)]
            ? await ReadBareAsync(device, only, cancellation)
            : await ReadSeveralAsync(device, datastreams, cancellation);
    }

    /// <summary>Keys are lower-case here, whatever the caller writes elsewhere.</summary>
    public static async Task<IResult> ServeAllAsync(
        IDeviceActions device,
        CallQuery query,
        CancellationToken cancellation
    )
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        var all = template
            .Datastreams.OrderBy(datastream => datastream.Pin.Number)
            .Select(datastream => ($"v{datastream.Pin.Number}", datastream));
        return await ReadSeveralAsync(device, [.. all], cancellation);
    }

    private static async Task<IResult> ReadByIdAsync(
        IDeviceActions device,
        Template template,
        string text,
        CancellationToken cancellation
    )
    {
        if (!CallQuery.TryReadId(text, out var id))
            return DeviceAnswer.Error(Messages.WrongDatastreamId);
        return CallQuery.Find(template, id) is { } datastream
            ? await ReadBareAsync(device, datastream, cancellation)
            : DeviceAnswer.Error(Messages.NoSuchDatastream(template.Name));
    }

    private static async Task<IResult> ReadBareAsync(
        IDeviceActions device,
        Datastream datastream,
        CancellationToken cancellation
    ) =>
        await device.ReadAsync(datastream.Pin, cancellation) is { } value
            ? DeviceAnswer.Text(DeviceValue.Bare(datastream.Type, value))
            : DeviceAnswer.Empty;

    /// <summary>All of one moment; those without a value are left out.</summary>
    private static async Task<IResult> ReadSeveralAsync(
        IDeviceActions device,
        List<(string Asked, Datastream Datastream)> datastreams,
        CancellationToken cancellation
    )
    {
        var pins = datastreams.ConvertAll(asked => asked.Datastream.Pin);
        var values = new Dictionary<VirtualPin, string>();
        foreach (var (pin, value) in await device.SyncAsync(pins, cancellation))
            values[pin] = value;
        return DeviceAnswer.JsonObject(json =>
        {
            foreach (var (asked, datastream) in datastreams)
            {
                if (!values.TryGetValue(datastream.Pin, out var value))
                    continue;
                json.WritePropertyName(asked);
                DeviceValue.WriteJson(json, datastream.Type, value);
            }
        });
    }

    /// <summary>Digital and analog pins are well formed, and no template here has them.</summary>
    private static bool IsOtherPin(PinQuery pin) =>
        pin.Asked.Length > 1
        && pin.Asked[0] is 'a' or 'A' or 'd' or 'D'
        && byte.TryParse(pin.Asked.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
