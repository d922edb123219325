using System.Data.Common;
using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Storage.Stores;

/// <summary>Which devices of a batch exist, asked for a hundred at a time: none can come or go while its batch is written.</summary>
internal sealed class ExistingDevices
{
    private const int AtOnce = 100;

    private static readonly string[] Names =
    [
        .. Enumerable.Range(0, AtOnce).Select(index => string.Create(CultureInfo.InvariantCulture, $"@p{index}")),
    ];

    // Always as many, so that it is one statement to compile.
    private static readonly string Select = $"SELECT id FROM device WHERE id IN ({string.Join(", ", Names)})";

    private readonly HashSet<long> _found = [];

    public ExistingDevices(DbConnection connection, IEnumerable<DeviceId> devices)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Select;
        foreach (var name in Names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        foreach (var some in devices.Distinct().Chunk(AtOnce))
        {
            for (var index = 0; index < AtOnce; index++)
                command.Parameters[index].Value = some[Math.Min(index, some.Length - 1)].Value;
            using var reader = command.ExecuteReader();
            while (reader.Read())
                _found.Add(reader.GetInt64(0));
        }
    }

    public bool Contains(DeviceId device) => _found.Contains(device.Value);
}
