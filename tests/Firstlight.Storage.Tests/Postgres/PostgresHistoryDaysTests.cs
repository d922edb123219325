using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>Points are kept by days, and a day goes at one stroke.</summary>
public sealed class PostgresHistoryDaysTests(PostgresFixture server) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly VirtualPin Pin = new(3);

    private readonly PostgresStorage _storage = new(server);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => await _storage.OpenAsync();

    public async ValueTask DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task A_day_is_dropped_when_all_of_it_has_expired_and_not_before()
    {
        var device = await StoreAsync(_now, _now.AddDays(1), _now.AddDays(-100));
        (await TablesAsync()).ShouldBe([0, 1, 2]);

        await SweepAsync(_now);
        (await TablesAsync()).ShouldBe([0, 1, 2], "today has not ended");
        (await CountAsync(device)).ShouldBe(2, "what is older than the days goes by itself");

        await SweepAsync(_now.AddDays(1));
        (await TablesAsync()).ShouldBe([1, 2]);
        (await CountAsync(device)).ShouldBe(1);
    }

    [Fact]
    public async Task A_point_from_a_clock_that_is_years_ahead_is_kept()
    {
        var device = await StoreAsync(_now.AddYears(5));
        (await CountAsync(device)).ShouldBe(1);
    }

    private async Task<DeviceId> StoreAsync(params DateTimeOffset[] times)
    {
        await _storage.Templates.TryInsertAsync(Sample.Template(), None);
        var device = Sample.Device(await _storage.Activation.ReserveDeviceIdAsync(None));
        await _storage.Activation.InsertDeviceAsync(
            device,
            Sample.Token(device.Id, null, Activation.TokenState.Active),
            None
        );
        await _storage.Fleet.AppendAsync(
            Sample.Batch(values: [.. times.Select(at => new ValueRecord(device.Id, Pin, "1", at, IsLatest: true))]),
            None
        );
        return device.Id;
    }

    private async Task SweepAsync(DateTimeOffset before)
    {
        var history = _storage.Get<IHistoryStore>();
        SweepPlace? place = null;
        do
        {
            var step = await history.FindExpiredAsync(place, before, DateTimeOffset.UnixEpoch, 100, None);
            if (step is { IsExpired: true, Reached: { } expired })
                await history.RemoveExpiredAsync(expired, before, DateTimeOffset.UnixEpoch, 100, None);
            place = step.Reached;
        } while (place is not null);
    }

    private async Task<int> CountAsync(DeviceId device) =>
        (
            await _storage.Fleet.ReadHistoryAsync(
                device,
                Pin,
                DateTimeOffset.UnixEpoch,
                _now.AddYears(10),
                null,
                100,
                None
            )
        ).Count;

    /// <summary>The days that have a table, counted from today.</summary>
    private async Task<IEnumerable<int>> TablesAsync()
    {
        var names = await _storage.Database.ReadAsync(
            connection =>
                Dapper
                    .SqlMapper.Query<string>(
                        connection,
                        "SELECT tablename::text FROM pg_tables WHERE tablename ~ '^history_[0-9]+$' ORDER BY tablename"
                    )
                    .ToList(),
            None
        );
        return names.Select(name =>
            DateOnly.ParseExact(name["history_".Length..], "yyyyMMdd").DayNumber
            - DateOnly.FromDateTime(_now.UtcDateTime).DayNumber
        );
    }
}
