using System.Diagnostics;
using Dapper;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Stores;

namespace Firstlight.Storage.Tests.Sqlite;

/// <summary>The console's list with 100,000 devices in it: read by index, wherever one looks.</summary>
public sealed class ManyDevicesTests(ManyDevices many, ITestOutputHelper output) : IClassFixture<ManyDevices>
{
    private static readonly DeviceQuery All = new(null, null, null, null, 100);

    public static TheoryData<string, DeviceQuery> Indexed =>
        new()
        {
            { "device_by_organisation", All },
            { "device_by_organisation", All with { Order = DeviceOrder.Newest } },
            { "device_by_name", All with { Order = DeviceOrder.Name } },
            { "device_by_name", All with { Order = DeviceOrder.NameBackwards } },
            { "device_by_organisation", All with { Search = "kitchen" } },
            { "device_by_owner", All with { Owner = new UserId(9) } },
            { "device_online_by_organisation", All with { Status = DeviceStatus.Online } },
            { "device_never_connected", All with { Status = DeviceStatus.NeverConnected } },
            { "token_by_tail", All with { TokenTail = "aB3_" } },
        };

    [Theory, MemberData(nameof(Indexed))]
    public async Task A_page_comes_from_its_index_without_sorting(string index, DeviceQuery query)
    {
        var after = new DevicePosition(new DeviceId(50_000), "device 50000");
        var sql = "EXPLAIN QUERY PLAN " + DeviceListSql.Page(query, goesOn: true);
        var parameters = DeviceListSql.Parameters(OrganisationId.Root, query, after);

        var plan = await many.Storage.Database.ReadAsync(
            connection => connection.Query(sql, parameters).Select(row => (string)row.detail).ToList(),
            CancellationToken.None
        );

        plan.ShouldContain(step => step.Contains(index, StringComparison.Ordinal), string.Join('\n', plan));
        plan.ShouldNotContain(step => step.StartsWith("SCAN d", StringComparison.Ordinal), string.Join('\n', plan));
    }

    [Theory]
    [InlineData("first page", 0)]
    [InlineData("middle, passed over", 50_000)]
    [InlineData("end, passed over", 99_900)]
    public async Task A_page_is_quick_wherever_it_stands(string what, int skip)
    {
        var p95 = await MeasureAsync(() => PageAsync(All with { Skip = skip }));
        var byName = await MeasureAsync(() => PageAsync(All with { Skip = skip, Order = DeviceOrder.Name }));

        output.WriteLine($"{what}: p95 {p95.TotalMilliseconds:F1} ms by id, {byName.TotalMilliseconds:F1} ms by name");
        // Some ten times what an idle machine needs.
        p95.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        byName.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Counting_and_searching_everything_are_quick()
    {
        var count = await MeasureAsync(() => CountAsync(All));
        var found = await MeasureAsync(() => CountAsync(All with { Search = "99999" }));
        var page = await MeasureAsync(() => PageAsync(All with { Search = "nothing has this name" }));

        output.WriteLine(
            $"count {count.TotalMilliseconds:F1} ms, of a search {found.TotalMilliseconds:F1} ms, an empty search {page.TotalMilliseconds:F1} ms"
        );
        (await CountAsync(All)).ShouldBe(ManyDevices.Count);
        count.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        found.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        page.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private Task<IReadOnlyList<Device>> PageAsync(DeviceQuery query) =>
        many.Storage.Devices.ListAsync(OrganisationId.Root, query, null, CancellationToken.None);

    private Task<long> CountAsync(DeviceQuery query) =>
        many.Storage.Devices.CountAsync(OrganisationId.Root, query, CancellationToken.None);

    private static async Task<TimeSpan> MeasureAsync(Func<Task> read)
    {
        const int rounds = 20;
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await read();
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        times.Sort();
        return times[(int)(rounds * 0.95) - 1];
    }
}

/// <summary>A database with 100,000 devices, made once for all tests of the class.</summary>
public sealed class ManyDevices : IAsyncLifetime
{
    public const int Count = 100_000;

    private const string Fill = """
        WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @Count)
        INSERT INTO device (id, organisation_id, owner_id, template_id, name, method, created_at, activated_at,
            first_connected_at, last_seen_at, online, hardware, metadata, search_text, sort_name)
        SELECT n, 1, 7 + n % 500, 'TMPLabcdefgh', 'Device ' || n, 'Dynamic', 0, 0,
            CASE WHEN n % 50 = 0 THEN NULL ELSE 1 END, 1, n % 10 = 0, '{"firmwareVersion":"1.2.3","board":"ESP32 Dev Board"}',
            '{"Room":"Kitchen","Serial":"SN-' || n || '"}', n || char(10) || 'device ' || n || char(10) || 'kitchen' || char(10)
            || 'sn-' || n, 'device ' || n
        FROM number
        """;

    public SqliteStorage Storage { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Storage.OpenAsync();
        await Storage.Templates.TryInsertAsync(Sample.Template(), CancellationToken.None);
        await Storage.Database.WriteAsync(
            connection => connection.Execute(Fill, new { Count }),
            CancellationToken.None
        );
    }

    public ValueTask DisposeAsync() => Storage.DisposeAsync();
}
