using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>GET /external/api/get</c>: one value bare, several as a JSON object.</summary>
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

    private static async Task<IResult> ReadByIdAsync(
        IDeviceActions device,
        Template template,
        string text,
        CancellationToken cancellation
    )
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return DeviceAnswer.Error(Messages.WrongDatastreamId);
        foreach (var datastream in template.Datastreams)
        {
            if (datastream.Id == id)
                return await ReadBareAsync(device, datastream, cancellation);
        }

        return DeviceAnswer.Error(Messages.NoSuchDatastream(template.Name));
    }

    private static async Task<IResult> ReadBareAsync(
        IDeviceActions device,
        Datastream datastream,
        CancellationToken cancellation
    ) =>
        await device.ReadAsync(datastream.Pin, cancellation) is { } value
            ? DeviceAnswer.Text(DeviceValue.Bare(datastream.Type, value))
            : DeviceAnswer.Empty;

    private static async Task<IResult> ReadSeveralAsync(
        IDeviceActions device,
        List<(string Asked, Datastream Datastream)> datastreams,
        CancellationToken cancellation
    )
    {
        var bytes = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        foreach (var (asked, datastream) in datastreams)
        {
            if (await device.ReadAsync(datastream.Pin, cancellation) is not { } value)
                continue;
            json.WritePropertyName(asked);
            DeviceValue.WriteJson(json, datastream.Type, value);
        }

        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        return DeviceAnswer.JsonBytes(bytes.WrittenSpan.ToArray());
    }

    /// <summary>Digital and analog pins are well formed, and no template here has them.</summary>
    private static bool IsOtherPin(PinQuery pin) =>
        pin.Asked.Length > 1
        && pin.Asked[0] is 'a' or 'A' or 'd' or 'D'
        && byte.TryParse(pin.Asked.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
