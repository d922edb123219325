using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Storage.Tests.Sqlite;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>
/// What minutes cost those who write, and what a long past costs those who read. Not part of the normal run:
/// <c>Firstlight.Storage.Tests -explicit only -class "*HistoryRateTests" -showLiveOutput</c>
/// </summary>
public sealed class HistoryRateTests(ITestOutputHelper output)
{
    private const int BatchValues = 5_000;
    private const int Devices = 1_000;
    private const int Rounds = 5;
    private const int BatchesPerRound = 4;

    private static readonly VirtualPin Pin = new(0);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact(Explicit = true)]
    public async Task Values_with_and_without_their_minutes()
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        var devices = await StoreDevicesAsync(storage, Devices);
        var second = 0;
        var ratios = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // By turns, so that what else the machine does falls on both.
            var plain = await MeasureAsync(PointKeeping.Point);
            var minutes = await MeasureAsync(PointKeeping.PointAndMinute);
            ratios.Add(minutes / plain);
            output.WriteLine($"{plain:N0} values/s without minutes, {minutes:N0} with");
        }

        output.WriteLine($"median ratio {ratios.Order().ElementAt(Rounds / 2):P0}");

        async Task<double> MeasureAsync(PointKeeping keeping)
        {
            var began = TimeProvider.System.GetTimestamp();
            for (var batch = 0; batch < BatchesPerRound; batch++)
                await AppendAsync(storage, index => devices[index % Devices], second += 5, keeping);
            return BatchesPerRound * BatchValues / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }
    }

    [Theory(Explicit = true)]
    [InlineData(200)]
    public async Task A_million_values_are_read_and_removed(int batches)
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        var device = (await StoreDevicesAsync(storage, 1))[0];
        for (var batch = 0; batch < batches; batch++)
            await AppendAsync(storage, _ => device, batch * BatchValues, PointKeeping.PointAndMinute, step: 1);
        var store = storage.Get<IHistoryStore>();
        var end = Start.AddSeconds(batches * BatchValues);
        var hours = new TimeBuckets(Resolution.Hour, TimeZoneInfo.Utc);
        await ReportAsync(
            "series by the hour",
            () => store.ReadBucketsAsync(device, Pin, Start, end, hours, 1_000, None)
        );
        await ReportAsync("chart of 500 points", () => store.ReadChartAsync(device, Pin, Start, end, true, 500, None));
        await ReportAsync(
            "chart of 500 points from the values",
            () => store.ReadChartAsync(device, Pin, Start, end, false, 500, None),
            reads: 5
        );
        var place = new SweepPlace(device, Pin);
        await ReportAsync("a slice of the clean-up", () => store.RemoveExpiredAsync(place, end, end, 500, None));
    }

    private async Task ReportAsync<T>(string what, Func<Task<T>> read, int reads = 100)
    {
        var times = new List<double>();
        for (var index = 0; index < reads; index++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await read();
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"{what}: p50 {times[reads / 2]:N1} ms, p99 {times[reads * 99 / 100]:N1} ms");
    }

    private static Task AppendAsync(
        SqliteStorage storage,
        Func<int, DeviceId> deviceOf,
        int second,
        PointKeeping keeping,
        int step = 0
    ) =>
        storage.Fleet.AppendAsync(
            Sample.Batch(
                values:
                [
                    .. Enumerable
                        .Range(0, BatchValues)
                        .Select(index => new ValueRecord(
                            deviceOf(index),
                            Pin,
                            $"{20 + (index % 100) / 10.0}",
                            Start.AddSeconds(second + index * step),
                            IsLatest: true
                        )
                        {
                            Keeping = keeping,
                        }),
                ]
            ),
            None
        );

    private static async Task<List<DeviceId>> StoreDevicesAsync(SqliteStorage storage, int count)
    {
        await storage.Templates.TryInsertAsync(Sample.Template(), None);
        var devices = new List<DeviceId>(count);
        for (var index = 0; index < count; index++)
        {
            var device = Sample.Device(await storage.Activation.ReserveDeviceIdAsync(None));
            var token = Sample.Token(device.Id, null, Activation.TokenState.Active);
            await storage.Activation.InsertDeviceAsync(device, token, None);
            devices.Add(device.Id);
        }

        return devices;
    }
}
