using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What is due for which device, and how it goes on.</summary>
internal sealed partial class ShipmentStore
{
    private const string OfDevices = $"""
        SELECT {DeviceUpdateRow.Columns}, {ShipmentRow.Columns}, {FirmwareRow.Columns}
        FROM shipment_device u
        JOIN shipment s ON s.id = u.shipment_id
        JOIN firmware f ON f.id = s.firmware_id
        JOIN device d ON d.id = u.device_id AND d.organisation_id = s.organisation_id
        """;

    public Task<IReadOnlyList<ShipmentId>> ListRunningAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<ShipmentId>>(
            connection =>
                connection
                    .Query<long>("SELECT id FROM shipment WHERE state = 'Running' ORDER BY id")
                    .Select(id => new ShipmentId(id))
                    .ToList(),
            cancellation
        );

    public Task<IReadOnlyList<DueUpdate>> ListWaitingAsync(
        ShipmentId id,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync(
            connection =>
                ListDue(
                    connection,
                    "u.shipment_id = @Value AND u.state = 'Waiting' AND u.device_id > @After ORDER BY u.device_id LIMIT @limit",
                    new
                    {
                        id.Value,
                        After = after?.Value ?? 0,
                        limit,
                    }
                ),
            cancellation
        );

    public Task<IReadOnlyList<DueUpdate>> ListOverdueAsync(
        DateTimeOffset before,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync(
            connection =>
                ListDue(
                    connection,
                    "u.link IS NOT NULL AND u.changed_at < @Before ORDER BY u.changed_at LIMIT @limit",
                    new { Before = StoredTime.From(before), limit }
                ),
            cancellation
        );

    public Task<DueUpdate?> FindDueAsync(DeviceId device, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                ListDue(
                        connection,
                        "u.device_id = @Value AND u.state NOT IN ('Done', 'Skipped') ORDER BY u.shipment_id DESC LIMIT 1",
                        new { device.Value }
                    )
                    .SingleOrDefault(),
            cancellation
        );

    public Task<IReadOnlyList<DueUpdate>> ListOfDeviceAsync(
        DeviceId device,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync(
            connection =>
                ListUpdates(
                    connection,
                    "u.device_id = @Value AND u.shipment_id < @Before ORDER BY u.shipment_id DESC LIMIT @limit",
                    new
                    {
                        device.Value,
                        Before = before?.Value ?? long.MaxValue,
                        limit,
                    }
                ),
            cancellation
        );

    public Task<DueUpdate?> FindByLinkAsync(TokenHash link, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => ListDue(connection, "u.link = @Hex", new { link.Hex }).SingleOrDefault(),
            cancellation
        );

    public Task<int> ChangeAsync(
        IReadOnlyList<(DeviceUpdate From, DeviceUpdate To)> changes,
        CancellationToken cancellation
    )
    {
        var rows = changes.Select(change => DeviceUpdateRow.ValuesOf(change.From, change.To)).ToList();
        return database.WriteAsync(
            connection =>
            {
                using var change = Statement.On(connection, DeviceUpdateRow.Change, DeviceUpdateRow.ChangeValues);
                return rows.Sum(row => change.Execute(row));
            },
            cancellation
        );
    }

    public Task<IReadOnlyList<ShipmentId>> FinishAsync(DateTimeOffset at, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<ShipmentId>>(
            connection =>
                connection
                    .Query<long>(
                        """
                        UPDATE shipment SET state = 'Finished', ended_at = @At
                        WHERE state = 'Running' AND NOT EXISTS (
                            SELECT 1 FROM shipment_device u WHERE u.shipment_id = shipment.id AND u.state NOT IN ('Done', 'Skipped'))
                        RETURNING id
                        """,
                        new { At = StoredTime.From(at) }
                    )
                    .Select(id => new ShipmentId(id))
                    .ToList(),
            cancellation
        );

    private static IReadOnlyList<DueUpdate> ListDue(DbConnection connection, string condition, object values) =>
        ListUpdates(connection, $"s.state = 'Running' AND {condition}", values);

    private static IReadOnlyList<DueUpdate> ListUpdates(DbConnection connection, string condition, object values) =>
        connection
            .Query<DeviceUpdateRow, ShipmentRow, FirmwareRow, DueUpdate>(
                $"{OfDevices} WHERE {condition}",
                static (update, shipment, file) =>
                    new DueUpdate(update.ToUpdate(), shipment.ToShipment(), file.ToFile(), update.Report)
                    {
                        Owner = update.Owner is { } owner ? new UserId(owner) : null,
                    },
                values,
                splitOn: "Id,Id"
            )
            .AsList();
}
