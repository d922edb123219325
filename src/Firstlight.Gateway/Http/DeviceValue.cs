using System.Globalization;
using System.Text.Json;
using Firstlight.Devices;

namespace Firstlight.Gateway.Http;

/// <summary>Stored values in the two forms of the device HTTPS API: bare text, and JSON of the datastream's type.</summary>
internal static class DeviceValue
{
    /// <summary>Bare doubles have five decimals in the original; more are kept when there are more.</summary>
    private const string BareDouble = "0.00000##########";

    public static string Bare(DatastreamType type, string value) =>
        type switch
        {
            DatastreamType.Double when TryNumber(value, out var number) => number.ToString(
                BareDouble,
                CultureInfo.InvariantCulture
            ),
            DatastreamType.Location => $"[{value.Replace('\0', ',')}]",
            _ => value,
        };

    /// <summary>A value as a cell of a table: the stored text, a place as two numbers.</summary>
    public static string Plain(DatastreamType type, string value) =>
        type is DatastreamType.Location or DatastreamType.String ? value.Replace('\0', ',') : value;

    /// <summary>A number as it stands, everything else as text: in a report a whole number is as good as one with a fraction.</summary>
    public static void WriteNumberOrText(Utf8JsonWriter json, DatastreamType type, string value)
    {
        if (DatastreamRules.IsNumber(type) && TryNumber(value, out var number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(Plain(type, value));
    }

    public static void WriteJson(Utf8JsonWriter json, DatastreamType type, string value)
    {
        switch (type)
        {
            case DatastreamType.Integer
            or DatastreamType.Enum when long.TryParse(value, CultureInfo.InvariantCulture, out var whole):
                json.WriteNumberValue(whole);
                break;
            case DatastreamType.Double when TryNumber(value, out var number):
                WriteDouble(json, number);
                break;
            case DatastreamType.Location:
                json.WriteStartArray();
                foreach (var part in value.Split('\0'))
                    WriteJson(json, DatastreamType.Double, part);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    /// <summary>A whole double keeps its fraction: <c>1.0</c>, as the original prints it.</summary>
    private static void WriteDouble(Utf8JsonWriter json, double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        json.WriteRawValue(text.AsSpan().ContainsAny(".E") ? text : text + ".0");
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
