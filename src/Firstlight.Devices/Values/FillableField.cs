using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What can be said about a device before it exists: its name, or a metadata field of its template or of every device.</summary>
/// <param name="Name">The field, as tables and devices call it; case counts.</param>
/// <param name="Type">What its values are.</param>
public sealed record FillableField(string Name, MetadataType Type)
{
    /// <summary>The built-in field that names the device.</summary>
    public const string DeviceName = "Device Name";

    // In the order in which a label prefers them: what people read first.
    private static readonly string[] Identities =
    [
        "serial",
        "serialnumber",
        "serialno",
        "sn",
        "imei",
        "iccid",
        "mac",
        "macaddress",
        "deveui",
        "deviceeui",
    ];

    /// <summary>True when two units never share a value, as with serial numbers and addresses.</summary>
    public bool IdentifiesUnit => Type is MetadataType.Imei or MetadataType.Iccid || RankOf(Name) >= 0;

    /// <summary>True for the built-in field that names the device.</summary>
    public bool IsDeviceName => string.Equals(Name, DeviceName, StringComparison.Ordinal);

    /// <summary>Every such field of a template.</summary>
    public static IReadOnlyList<FillableField> Of(Template template) =>
        [
            new(DeviceName, MetadataType.Text),
            .. template.MetadataFields.Select(field => new FillableField(field.Name, field.Type)),
            .. MetadataField
                .WritableByEveryDevice.Where(name => template.MetadataFields.All(field => field.Name != name))
                .Select(name => new FillableField(name, MetadataType.Text)),
        ];

    /// <summary>The field that tells one unit from another to people, a serial number before all; null when there is none.</summary>
    public static string? SerialAmong(IEnumerable<string> names) =>
        names.Where(name => RankOf(name) >= 0).MinBy(RankOf);

    /// <summary>The value without outer blanks, by the rules that hold for devices; an empty one says nothing.</summary>
    public Outcome<string> Take(string value)
    {
        if (!IsDeviceName)
            return MetadataRules.Take("value", Type, value);
        return value.AsSpan().Trim().IsEmpty ? "" : DeviceNames.Take(value);
    }

    private static int RankOf(string name) =>
        Array.IndexOf(Identities, string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());
}
