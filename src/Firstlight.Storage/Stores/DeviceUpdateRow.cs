using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>One device of a shipment as the database holds it, with what its device says about itself.</summary>
internal sealed class DeviceUpdateRow
{
    public const string Columns = """
        u.shipment_id AS Shipment, u.device_id AS Device, u.state AS UpdateState, u.reason AS Reason, u.attempts AS Attempts,
        u.period_began AS PeriodBegan, u.changed_at AS ChangedAt, u.link AS Link, d.name AS DeviceName, d.hardware AS Hardware,
        d.owner_id AS Owner
        """;

    /// <summary>Values: to state, reason, attempts, period, changed at, link; shipment, device, from state, from attempts.</summary>
    public const string Change = """
        UPDATE shipment_device
        SET state = @p0, reason = @p1, attempts = @p2, period_began = @p3, changed_at = @p4, link = @p5
        WHERE shipment_id = @p6 AND device_id = @p7 AND state = @p8 AND attempts = @p9
            AND EXISTS (SELECT 1 FROM shipment WHERE id = @p6 AND state = 'Running')
        """;

    public const int ChangeValues = 10;

    public long Shipment { get; init; }

    public long Device { get; init; }

    public string UpdateState { get; init; } = "";

    public string? Reason { get; init; }

    public int Attempts { get; init; }

    public long? PeriodBegan { get; init; }

    public long ChangedAt { get; init; }

    public string? Link { get; init; }

    public string DeviceName { get; init; } = "";

    public string? Hardware { get; init; }

    public long? Owner { get; init; }

    public HardwareReport? Report =>
        Hardware is { } report ? JsonSerializer.Deserialize(report, StorageJson.Default.HardwareReport) : null;

    public static object?[] ValuesOf(DeviceUpdate from, DeviceUpdate to) =>
        [
            to.State.ToString(),
            to.Reason?.ToString(),
            to.Attempts,
            StoredTime.From(to.PeriodBegan),
            StoredTime.From(to.ChangedAt),
            to.Link?.Hex,
            to.Shipment.Value,
            to.Device.Value,
            from.State.ToString(),
            from.Attempts,
        ];

    public DeviceUpdate ToUpdate() =>
        new(
            new ShipmentId(Shipment),
            new DeviceId(Device),
            Enum.Parse<UpdateState>(UpdateState),
            Reason is { } reason ? Enum.Parse<UpdateReason>(reason) : null,
            Attempts,
            StoredTime.Read(PeriodBegan),
            StoredTime.Read(ChangedAt),
            Link is { } link ? new TokenHash(link) : null
        );

    public ShippedDevice ToShipped() => new(ToUpdate(), DeviceName, Report?.FirmwareVersion);
}
