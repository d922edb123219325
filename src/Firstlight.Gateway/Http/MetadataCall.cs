using System.Globalization;
using System.Text.Json;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary><c>device/meta</c> and <c>device/meta/update</c>: one field, by its id or its name.</summary>
internal static class MetadataCall
{
    /// <summary>Has a number in the original, and is the cheapest call that needs a good token: scripts try tokens with it.</summary>
    private const int DeviceNameId = 1;

    private const string DeviceName = "Device Name";

    public static async Task<IResult> ReadAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (!IsNamed(query))
            return DeviceAnswer.Error(Messages.WrongMetadataToRead);
        if (Find(template, query) is not { } field)
            return DeviceAnswer.Error(Messages.NoSuchMetadataToRead);
        if (await device.ReadMetadataAsync(field.Name, cancellation) is not { } value)
            return DeviceAnswer.Error(Messages.NoSuchMetadataToRead);
        return DeviceAnswer.JsonObject(json =>
        {
            json.WriteString("type", field.Type);
            json.WritePropertyName("value");
            Write(json, field.Type, value);
        });
    }

    public static async Task<IResult> WriteAsync(IDeviceActions device, CallQuery query, CancellationToken cancellation)
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (!IsNamed(query))
            return DeviceAnswer.Error(Messages.WrongMetadata);
        if (Find(template, query) is not { } field)
            return DeviceAnswer.Error(Messages.NoSuchMetadata);
        return query.Find("value") is { } value && await device.SetMetadataAsync(field.Name, value, cancellation)
            ? DeviceAnswer.Empty
            : DeviceAnswer.Error(Messages.WrongMetadataValue);
    }

    private static bool IsNamed(CallQuery query) =>
        query.Find("metaFieldId") is { } id
            ? CallQuery.TryReadId(id, out _)
            : query.Find("metaFieldName") is { Length: > 0 };

    /// <summary>Fields of the template and those every device has; the device's own token is not among them here.</summary>
    private static (string Name, string Type)? Find(Template template, CallQuery query)
    {
        var (id, name) = (0, query.Find("metaFieldName"));
        if (query.Find("metaFieldId") is { } text && CallQuery.TryReadId(text, out id))
            name = id == DeviceNameId ? DeviceName : null;
        foreach (var field in template.MetadataFields)
        {
            if (name is null ? field.Id == id : field.Name == name)
                return (field.Name, field.Type.ToString());
        }

        if (name == DeviceName)
            return (DeviceName, "DeviceName");
        if (name == DevicePlace.DegreesField)
            return (name, nameof(MetadataType.Text));
        return name is not null && MetadataField.WritableByEveryDevice.Contains(name)
            ? (name, nameof(MetadataType.Text))
            : null;
    }

    private static void Write(Utf8JsonWriter json, string type, string value)
    {
        if (
            type == nameof(MetadataType.Number)
            && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        )
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(value);
    }
}
