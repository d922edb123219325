using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Shipments as people see them; the devices' side is in the other half.</summary>
internal sealed partial class ShipmentStore(IDatabase database) : IShipmentStore
{
    private const string DevicesOf =
        "SELECT id FROM device WHERE organisation_id = @Organisation AND template_id = @Template";

    public Task<ShipmentInsertion> InsertAsync(
        Shipment shipment,
        IReadOnlyList<DeviceId>? devices,
        CancellationToken cancellation
    ) => database.WriteAsync(connection => Insert(connection, shipment, devices), cancellation);

    public Task<ShipmentProgress?> FindAsync(ShipmentId id, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => List(connection, "s.id = @Value", new { id.Value }).SingleOrDefault(),
            cancellation
        );

    public Task<IReadOnlyList<ShipmentProgress>> ListAsync(
        OrganisationId organisation,
        ShipmentId? before,
        int limit,
        CancellationToken cancellation
    ) =>
        database.ReadAsync(
            connection =>
                List(
                    connection,
                    "s.organisation_id = @Organisation AND s.id < @Before ORDER BY s.id DESC LIMIT @limit",
                    new
                    {
                        Organisation = organisation.Value,
                        Before = before?.Value ?? long.MaxValue,
                        limit,
                    }
                ),
            cancellation
        );

    public Task<int> CountRunningAsync(OrganisationId organisation, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection.ExecuteScalar<int>(
                    "SELECT COUNT(*) FROM shipment WHERE state = 'Running' AND organisation_id = @Value",
                    new { organisation.Value }
                ),
            cancellation
        );

    public Task<IReadOnlyList<ShippedDevice>> ListDevicesAsync(
        ShipmentId id,
        UpdateState? state,
        DeviceId? after,
        int limit,
        CancellationToken cancellation
    )
    {
        var only = state is null ? "" : " AND u.state = @State";
        return database.ReadAsync<IReadOnlyList<ShippedDevice>>(
            connection =>
                connection
                    .Query<DeviceUpdateRow>(
                        $"""
                        SELECT {DeviceUpdateRow.Columns} FROM shipment_device u JOIN device d ON d.id = u.device_id
                        WHERE u.shipment_id = @Value AND u.device_id > @After{only} ORDER BY u.device_id LIMIT @limit
                        """,
                        new
                        {
                            id.Value,
                            After = after?.Value ?? 0,
                            State = state?.ToString(),
                            limit,
                        }
                    )
                    .Select(row => row.ToShipped())
                    .ToList(),
            cancellation
        );
    }

    public Task<bool> TryStopAsync(ShipmentId id, DateTimeOffset at, CancellationToken cancellation)
    {
        var values = new { id.Value, At = StoredTime.From(at) };
        return database.WriteAsync(
            connection =>
            {
                const string stop =
                    "UPDATE shipment SET state = 'Stopped', ended_at = @At WHERE id = @Value AND state = 'Running'";
                if (connection.Execute(stop, values) == 0)
                    return false;
                connection.Execute(
                    "UPDATE shipment_device SET link = NULL WHERE shipment_id = @Value AND link IS NOT NULL",
                    values
                );
                return true;
            },
            cancellation
        );
    }

    private static ShipmentInsertion Insert(DbConnection connection, Shipment shipment, IReadOnlyList<DeviceId>? named)
    {
        var row = ShipmentRow.From(shipment);
        var devices = connection.Query<long>(DevicesOf, row).ToHashSet();
        if (named?.FirstOrDefault(device => !devices.Contains(device.Value)) is { Value: > 0 } unknown)
            return new ShipmentInsertion(Shipment: null, 0, unknown);
        if (named is not null)
            devices.IntersectWith(named.Select(device => device.Value));
        if (devices.Count == 0 || connection.ExecuteScalar<long?>(ShipmentRow.Insert, row) is not { } id)
            return new ShipmentInsertion(Shipment: null, 0, Unknown: null);
        using var replace = Statement.On(
            connection,
            """
            UPDATE shipment_device SET state = 'Skipped', reason = 'Replaced', changed_at = @p0, link = NULL
            WHERE device_id = @p1 AND shipment_id < @p2 AND state NOT IN ('Done', 'Skipped')
                AND EXISTS (SELECT 1 FROM shipment WHERE id = shipment_id AND state = 'Running')
            """,
            values: 3
        );
        using var insert = Statement.On(
            connection,
            "INSERT INTO shipment_device (shipment_id, device_id, state, attempts, changed_at) VALUES (@p0, @p1, 'Waiting', 0, @p2)",
            values: 3
        );
        foreach (var device in devices.Order())
        {
            replace.Execute(row.CreatedAt, device, id);
            insert.Execute(id, device, row.CreatedAt);
        }

        return new ShipmentInsertion(shipment with { Id = new ShipmentId(id) }, devices.Count, Unknown: null);
    }

    private static IReadOnlyList<ShipmentProgress> List(DbConnection connection, string condition, object values)
    {
        var shipments = connection
            .Query<ShipmentRow>($"SELECT {ShipmentRow.Columns} FROM shipment s WHERE {condition}", values)
            .Select(row => row.ToShipment())
            .ToList();
        return [.. shipments.Select(shipment => new ShipmentProgress(shipment, Count(connection, shipment.Id)))];
    }

    private static Dictionary<UpdateState, int> Count(DbConnection connection, ShipmentId id) =>
        connection
            .Query<CountRow>(
                "SELECT state AS State, COUNT(*) AS Count FROM shipment_device WHERE shipment_id = @Value GROUP BY state",
                new { id.Value }
            )
            .ToDictionary(row => Enum.Parse<UpdateState>(row.State), row => row.Count);

    private sealed class CountRow
    {
        public string State { get; init; } = "";

        public int Count { get; init; }
    }
}
