using System.Globalization;

namespace Firstlight.Protocol.Provisioning;

/// <summary>Typed views of an answer's values. Firmware writes flags as <c>true</c> or <c>1</c>; what does not fit counts as absent.</summary>
internal static class FlatValues
{
    public static string? Text(this Dictionary<string, string> values, string key) => values.GetValueOrDefault(key);

    public static int? Number(this Dictionary<string, string> values, string key) =>
        int.TryParse(
            values.GetValueOrDefault(key),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    public static bool? Flag(this Dictionary<string, string> values, string key) =>
        values.GetValueOrDefault(key) switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => null,
        };

    public static int? FlagNumber(this Dictionary<string, string> values, string key) =>
        values.Flag(key) is { } flag ? (flag ? 1 : 0) : null;
}
