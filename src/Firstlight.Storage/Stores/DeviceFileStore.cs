using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>What is known about the files that devices sent.</summary>
internal sealed class DeviceFileStore(IDatabase database) : IDeviceFileStore
{
    private const string Insert = """
        INSERT INTO device_file (device_id, name, file_name, kind, blob, bytes, created_at)
        VALUES (@Device, @Name, @FileName, @Kind, @Blob, @Bytes, @CreatedAt)
        """;

    private const string Select = """
        SELECT name AS Name, file_name AS FileName, kind AS Kind, blob AS Blob, bytes AS Bytes, created_at AS CreatedAt
        FROM device_file WHERE device_id = @Value ORDER BY created_at DESC, name
        """;

    public Task<DeviceFile?> PutAsync(StoredDeviceFile file, int filesMax, CancellationToken cancellation) =>
        database.WriteAsync(connection => Put(connection, file, filesMax), cancellation);

    public Task<IReadOnlyList<StoredDeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<StoredDeviceFile>>(connection => List(connection, device), cancellation);

    public Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation) =>
        database.WriteAsync(connection => Remove(connection, device, name), cancellation);

    private static DeviceFile? Put(DbConnection connection, StoredDeviceFile stored, int filesMax)
    {
        var device = stored.File.Device;
        if (connection.ExecuteScalar<long?>("SELECT 1 FROM device WHERE id = @Value", new { device.Value }) is null)
            return null;
        var present = List(connection, device);
        var (fileName, kind) = (stored.File.FileName, stored.File.Kind);
        var replaced = present.Find(known => known.File.FileName == fileName && known.File.Kind == kind)?.File;
        if (replaced is not null)
            Remove(connection, device, replaced.Name);
        foreach (var old in present.Where(known => known.File != replaced).Skip(filesMax - 1))
            Remove(connection, device, old.File.Name);
        var file = stored.File with { Name = replaced?.Name ?? stored.File.Name };
        connection.Execute(
            Insert,
            new
            {
                Device = device.Value,
                file.Name,
                file.FileName,
                Kind = file.Kind.ToString(),
                stored.Blob,
                file.Bytes,
                CreatedAt = StoredTime.From(file.CreatedAt),
            }
        );
        return file;
    }

    private static List<StoredDeviceFile> List(DbConnection connection, DeviceId device) =>
        connection
            .Query<(string Name, string FileName, string Kind, string Blob, long Bytes, long CreatedAt)>(
                Select,
                new { device.Value }
            )
            .Select(row => new StoredDeviceFile(
                new DeviceFile(
                    device,
                    row.Name,
                    row.FileName,
                    Enum.Parse<DeviceFileKind>(row.Kind),
                    row.Bytes,
                    StoredTime.Read(row.CreatedAt)
                ),
                row.Blob
            ))
            .ToList();

    private static bool Remove(DbConnection connection, DeviceId device, string name) =>
        connection.Execute(
            "DELETE FROM device_file WHERE device_id = @Value AND name = @name",
            new { device.Value, name }
        ) == 1;
}
