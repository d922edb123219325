using System.Data.Common;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Stores;

/// <summary>What of a batch its node may still say. Asked for a hundred devices at a time: no home changes while its batch is written.</summary>
internal static class FencedBatch
{
    private const int AtOnce = 100;

    private static readonly string[] Names =
    [
        .. Enumerable.Range(0, AtOnce).Select(index => string.Create(CultureInfo.InvariantCulture, $"@p{index}")),
    ];

    // Always as many, so that it is one statement to compile.
    private static readonly string Select =
        $"SELECT device_id, epoch FROM device_home WHERE node_id = @node AND device_id IN ({string.Join(", ", Names)})";

    /// <summary>Devices that do not live on the node since the epoch that it names, or of which it names none.</summary>
    public static IReadOnlyCollection<DeviceId> FindStale(DbConnection connection, FleetBatch batch, HomeFence fence)
    {
        var stale = DevicesOf(batch).ToHashSet();
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        AddParameter(command, "@node").Value = fence.Node.Value;
        var devices = Names.Select(name => AddParameter(command, name)).ToList();
        foreach (var some in stale.ToList().Chunk(AtOnce))
        {
            for (var index = 0; index < AtOnce; index++)
                devices[index].Value = some[Math.Min(index, some.Length - 1)].Value;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var device = new DeviceId(reader.GetInt64(0));
                if (fence.Epochs.TryGetValue(device, out var epoch) && epoch == reader.GetInt64(1))
                    stale.Remove(device);
            }
        }

        return stale;
    }

    public static FleetBatch Without(FleetBatch batch, IReadOnlyCollection<DeviceId> stale) =>
        stale.Count == 0
            ? batch
            : new FleetBatch(
                [.. batch.Values.Where(record => !stale.Contains(record.Device))],
                [.. batch.Properties.Where(record => !stale.Contains(record.Device))],
                [.. batch.Presence.Where(record => !stale.Contains(record.Device))],
                [.. batch.Events.Where(record => !stale.Contains(record.Device))],
                [.. batch.Resolved.Where(record => !stale.Contains(record.Device))]
            );

    private static IEnumerable<DeviceId> DevicesOf(FleetBatch batch) =>
        batch
            .Values.Select(record => record.Device)
            .Concat(batch.Properties.Select(record => record.Device))
            .Concat(batch.Presence.Select(record => record.Device))
            .Concat(batch.Events.Select(record => record.Device))
            .Concat(batch.Resolved.Select(record => record.Device));

    private static DbParameter AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
