using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What is known of firmware files; the images are in a folder.</summary>
internal sealed class FirmwareStore(IDatabase database) : IFirmwareStore
{
    public Task<FirmwareFile?> TryInsertAsync(FirmwareFile file, int max, CancellationToken cancellation)
    {
        var row = FirmwareRow.From(file);
        return database.WriteAsync(
            connection =>
            {
                const string count = "SELECT COUNT(*) FROM firmware WHERE template_id = @Template";
                return connection.ExecuteScalar<int>(count, row) < max
                    ? file with
                    {
                        Id = new FirmwareId(connection.ExecuteScalar<long>(FirmwareRow.Insert, row)),
                    }
                    : null;
            },
            cancellation
        );
    }

    public Task<FirmwareFile?> FindAsync(FirmwareId id, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
                connection
                    .QuerySingleOrDefault<FirmwareRow>(
                        $"SELECT {FirmwareRow.Columns} FROM firmware f WHERE f.id = @Value",
                        new { id.Value }
                    )
                    ?.ToFile(),
            cancellation
        );

    public Task<IReadOnlyList<FirmwareFile>> ListAsync(TemplateId template, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<FirmwareFile>>(
            connection =>
                connection
                    .Query<FirmwareRow>(
                        $"SELECT {FirmwareRow.Columns} FROM firmware f WHERE f.template_id = @Value ORDER BY f.id DESC",
                        new { template.Value }
                    )
                    .Select(row => row.ToFile())
                    .ToList(),
            cancellation
        );

    public Task<IReadOnlyList<string>> ListStoredNamesAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => connection.Query<string>("SELECT stored_name FROM firmware").ToList(),
            cancellation
        );

    public Task<bool> TryDeleteAsync(FirmwareId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                const string running =
                    "SELECT 1 FROM shipment WHERE firmware_id = @Value AND state = 'Running' LIMIT 1";
                if (connection.ExecuteScalar<long?>(running, new { id.Value }) is not null)
                    return false;
                connection.Execute(
                    """
                    DELETE FROM shipment_device WHERE shipment_id IN (SELECT id FROM shipment WHERE firmware_id = @Value);
                    DELETE FROM shipment WHERE firmware_id = @Value;
                    """,
                    new { id.Value }
                );
                return connection.Execute("DELETE FROM firmware WHERE id = @Value", new { id.Value }) == 1;
            },
            cancellation
        );
}
