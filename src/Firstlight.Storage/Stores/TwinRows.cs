using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>The newest values of a batch: gathered first, so that each pin is written once per commit, as what it was last.</summary>
internal sealed class TwinRows
{
    // The fleet has decided which value is the latest; a clock that was set back must not make disk and memory differ.
    private const string Upsert = """
        INSERT INTO twin (device_id, pin, updated_at, value) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (device_id, pin) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
        """;

    private const string Delete = "DELETE FROM twin WHERE device_id = @p0 AND pin = @p1";

    private readonly Dictionary<(DeviceId Device, VirtualPin Pin), ValueRecord> _last = [];

    public void Add(in ValueRecord value)
    {
        if (value.IsLatest || value.IsErased)
            _last[(value.Device, value.Pin)] = value;
    }

    public void Write(StatementQueue statements)
    {
        foreach (var ((device, pin), value) in _last)
        {
            if (value.IsLatest)
                statements.Run(Upsert, device.Value, (long)pin.Number, StoredTime.From(value.At), value.Value);
            else
                statements.Run(Delete, device.Value, (long)pin.Number);
        }
    }
}
