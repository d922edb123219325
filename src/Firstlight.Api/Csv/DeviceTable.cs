using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Api;

/// <summary>Devices as rows: what is known of each, and a column for every metadata field a template has. Never a token.</summary>
internal sealed class DeviceTable
{
    private static readonly string[] Fixed =
    [
        "Id",
        "Name",
        "Template id",
        "Template",
        "Status",
        "Owner id",
        "Came by",
        "Created",
        "Activated",
        "First connected",
        "Last seen",
        "Firmware",
        "Board",
    ];

    private readonly IFleet _fleet;
    private readonly Dictionary<TemplateId, string> _names;
    private readonly string[] _fields;

    public DeviceTable(IReadOnlyList<Template> templates, TemplateId? only, IFleet fleet)
    {
        _fleet = fleet;
        _names = templates.ToDictionary(template => template.Id, template => template.Name);
        _fields =
        [
            .. templates
                .Where(template => only is null || template.Id == only)
                .SelectMany(template => template.MetadataFields.Select(field => field.Name))
                .Concat(MetadataField.WritableByEveryDevice)
                .Distinct(StringComparer.Ordinal),
        ];
        Header = [.. Fixed, .. _fields];
    }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<string?> RowOf(Device device)
    {
        var row = new List<string?>(Header.Count)
        {
            device.Id.ToString(),
            device.Name,
            device.Template.Value,
            _names.GetValueOrDefault(device.Template),
            StatusOf(device),
            device.Owner?.Value.ToString(CultureInfo.InvariantCulture),
            device.Method.ToString(),
            CsvText.Time(device.CreatedAt),
            CsvText.Time(device.ActivatedAt),
            CsvText.Time(device.FirstConnectedAt),
            CsvText.Time(device.LastSeenAt),
            device.Hardware?.FirmwareVersion,
            device.Hardware?.Board,
        };
        foreach (var field in _fields)
            row.Add(device.Metadata.GetValueOrDefault(field));
        return row;
    }

    private string StatusOf(Device device)
    {
        if (_fleet.IsOnline(device))
            return nameof(DeviceStatus.Online);
        return device.FirstConnectedAt is null ? nameof(DeviceStatus.NeverConnected) : nameof(DeviceStatus.Offline);
    }
}
