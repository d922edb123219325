using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>Devices, each a row with its metadata as JSON and one text that search looks at.</summary>
internal sealed class DeviceStore(IDatabase database) : IDeviceStore
{
    /// <summary>Points of history that one commit removes, so that deleting a chatty device does not stop all other writers.</summary>
    public const int HistorySlice = 5_000;

    public Task<Device?> FindAsync(DeviceId id, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, id), cancellation);

    public Task<IReadOnlyList<Device>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        DevicePosition? after,
        CancellationToken cancellation
    )
    {
        if (query.Search is { Length: > SearchText.NeedleMax })
            return Task.FromResult<IReadOnlyList<Device>>([]);
        var statement = DeviceListSql.Page(query, after is not null);
        var parameters = DeviceListSql.Parameters(organisation, query, after);
        return database.ReadAsync<IReadOnlyList<Device>>(
            connection => connection.Query<DeviceRow>(statement, parameters).Select(row => row.ToDevice()).ToList(),
            cancellation
        );
    }

    public Task<long> CountAsync(OrganisationId organisation, DeviceQuery query, CancellationToken cancellation)
    {
        if (query.Search is { Length: > SearchText.NeedleMax })
            return Task.FromResult(0L);
        var statement = DeviceListSql.Count(query);
        var parameters = DeviceListSql.Parameters(organisation, query, after: null);
        return database.ReadAsync(connection => connection.ExecuteScalar<long>(statement, parameters), cancellation);
    }

    public Task RenameAsync(DeviceId id, string name, CancellationToken cancellation) =>
        ChangeAsync(id, device => device with { Name = name }, cancellation);

    public Task SetMetadataAsync(DeviceId id, string fieldName, string value, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            device =>
                device with
                {
                    Metadata = new Dictionary<string, string>(device.Metadata, StringComparer.Ordinal)
                    {
                        [fieldName] = value,
                    },
                },
            cancellation
        );

    public Task SetPlaceAsync(DeviceId id, DevicePlace? place, CancellationToken cancellation) =>
        ChangeAsync(id, device => device with { Place = place }, cancellation);

    public Task<bool> TryGiveAsync(
        DeviceId id,
        OrganisationId from,
        OrganisationId to,
        UserId? owner,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var gift = new
        {
            Id = id.Value,
            From = from.Value,
            To = to.Value,
            Owner = owner?.Value,
            At = StoredTime.From(at),
        };
        return database.WriteAsync(
            connection =>
            {
                const string give =
                    "UPDATE device SET organisation_id = @To, owner_id = @Owner WHERE id = @Id AND organisation_id = @From";
                if (connection.Execute(give, gift) == 0)
                    return false;
                connection.Execute(
                    """
                    UPDATE static_token SET claimed_by = @Owner, claimed_at = @At
                    WHERE device_id = @Id AND claimed_at IS NULL AND (organisation_id <> @To OR @Owner IS NOT NULL)
                    """,
                    gift
                );
                return true;
            },
            cancellation
        );
    }

    public Task<IReadOnlyList<TemplateId>> ListTemplatesAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    ) =>
        database.ReadAsync<IReadOnlyList<TemplateId>>(
            connection =>
                connection
                    .Query<string>(
                        "SELECT DISTINCT template_id FROM device WHERE organisation_id = @From AND owner_id = @Owner",
                        new { From = organisation.Value, Owner = owner.Value }
                    )
                    .Select(TemplateRow.ReadId)
                    .ToList(),
            cancellation
        );

    public Task<IReadOnlyList<DeviceId>> HandOverAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId? to,
        CancellationToken cancellation
    )
    {
        var move = to is null ? "owner_id = NULL" : "organisation_id = @To";
        return database.WriteAsync<IReadOnlyList<DeviceId>>(
            connection =>
                connection
                    .Query<long>(
                        $"UPDATE device SET {move} WHERE organisation_id = @From AND owner_id = @Owner RETURNING id",
                        new
                        {
                            From = from.Value,
                            Owner = owner.Value,
                            To = to?.Value,
                        }
                    )
                    .Select(id => new DeviceId(id))
                    .ToList(),
            cancellation
        );
    }

    public Task SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation)
    {
        var hardware = DeviceRow.Write(report);
        return database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE device SET hardware = @hardware WHERE id = @Value",
                    new { id.Value, hardware }
                ),
            cancellation
        );
    }

    public async Task<bool> DeleteAsync(DeviceId id, CancellationToken cancellation)
    {
        // The device goes last, with whatever came meanwhile: a call that is cut off can be repeated.
        while (await DeleteHistorySliceAsync(id, cancellation) == HistorySlice) { }
        while (await DeleteMinuteSliceAsync(id, cancellation) == HistorySlice) { }

        return await database.WriteAsync(connection => Delete(connection, id), cancellation);
    }

    /// <summary>Changes what a person may change, in one step with the text that search looks at.</summary>
    private Task ChangeAsync(DeviceId id, Func<Device, Device> change, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                Find(connection, id) is { } device
                    ? connection.Execute(
                        "UPDATE device SET name = @Name, metadata = @Metadata, place = @Place, search_text = @SearchText, sort_name = @SortName WHERE id = @Id",
                        DeviceRow.From(change(device))
                    )
                    : 0,
            cancellation
        );

    private static Device? Find(DbConnection connection, DeviceId id) =>
        connection
            .QuerySingleOrDefault<DeviceRow>(
                $"SELECT {DeviceRow.Columns} FROM device d WHERE d.id = @Value",
                new { id.Value }
            )
            ?.ToDevice();

    private Task<int> DeleteHistorySliceAsync(DeviceId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    $"""
                    DELETE FROM history WHERE {HistoryDays.Narrowed(connection, "device_id = @Value")} id IN (
                        SELECT id FROM history WHERE device_id = @Value LIMIT @HistorySlice
                    )
                    """,
                    new { id.Value, HistorySlice }
                ),
            cancellation
        );

    private Task<int> DeleteMinuteSliceAsync(DeviceId id, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
                connection.Execute(
                    """
                    DELETE FROM history_minute WHERE device_id = @Value AND (pin, minute) IN
                        (SELECT pin, minute FROM history_minute WHERE device_id = @Value LIMIT @HistorySlice)
                    """,
                    new { id.Value, HistorySlice }
                ),
            cancellation
        );

    private static bool Delete(DbConnection connection, DeviceId id)
    {
        connection.Execute(
            """
            DELETE FROM token WHERE device_id = @Value;
            DELETE FROM twin WHERE device_id = @Value;
            DELETE FROM property WHERE device_id = @Value;
            DELETE FROM device_event WHERE device_id = @Value;
            DELETE FROM history WHERE device_id = @Value;
            DELETE FROM history_minute WHERE device_id = @Value;
            DELETE FROM device_file WHERE device_id = @Value;
            DELETE FROM device_home WHERE device_id = @Value;
            UPDATE static_token SET device_id = NULL, claimed_by = NULL, claimed_at = NULL WHERE device_id = @Value;
            """,
            new { id.Value }
        );
        return connection.Execute("DELETE FROM device WHERE id = @Value", new { id.Value }) == 1;
    }
}
