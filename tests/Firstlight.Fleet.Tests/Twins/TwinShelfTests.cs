using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

public sealed class TwinShelfTests
{
    private static readonly VirtualPin Text = new(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Twins_of_devices_without_a_connection_are_bounded()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.UnheldTwinsMax = 10);
        var connected = await fleet.ConnectAsync(fleet.AddDevice().Token);
        await connected.WriteAsync(Text, "held", null, durable: false, None);
        var tokens = Enumerable.Range(0, 50).Select(_ => fleet.AddDevice().Token).ToList();
        foreach (var token in tokens)
            await (await fleet.VisitAsync(token)).WriteAsync(Text, "a", null, durable: true, None);

        fleet.Get<TwinShelf>().Count.ShouldBeLessThanOrEqualTo(11);
        (await (await fleet.VisitAsync(tokens[0])).ReadAsync(Text, None)).ShouldBe("a");
        var reads = fleet.Store.TwinReads;
        (await connected.ReadAsync(Text, None)).ShouldBe("held");
        fleet.Store.TwinReads.ShouldBe(reads + 1); // its own stored values, for the first time
    }

    [Fact]
    public async Task A_twin_whose_value_is_not_on_disk_is_kept()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.UnheldTwinsMax = 0);
        var (_, token) = fleet.AddDevice();
        var session = await fleet.ConnectAsync(token);
        await session.WriteAsync(Text, "unsaved", null, durable: false, None);
        await session.DisposeAsync();

        (await (await fleet.VisitAsync(token)).ReadAsync(Text, None)).ShouldBe("unsaved");
        await fleet.FlushAsync();
        (await (await fleet.VisitAsync(token)).ReadAsync(Text, None)).ShouldBe("unsaved");
        fleet.Get<TwinShelf>().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Connection_calls_and_people_writing_at_once_leave_memory_disk_and_watchers_agreed(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        await using var fleet = await TestFleet.StartAsync(options =>
        {
            options.UnheldTwinsMax = 1;
            options.RecordsPerBatchMax = 7;
            options.PendingRecordsMax = 30;
        });
        var devices = Enumerable.Range(0, 4).Select(_ => fleet.AddDevice()).ToList();
        var writers = new List<Task>();
        var number = 0;
        foreach (var (device, token) in devices)
        {
            var session = await fleet.ConnectAsync(token);
            var visit = await fleet.VisitAsync(token);
            writers.Add(Many(() => session.WriteAsync(Text, Next(), null, durable: false, None).AsTask()));
            writers.Add(Many(() => visit.WriteAsync(Text, Next(), null, durable: true, None).AsTask()));
            writers.Add(Many(() => fleet.Fleet.PutAsync(OrganisationId.Root, device, Text, Next(), None)));
            writers.Add(Many(() => session.ReadAsync(Text, None).AsTask()));
        }

        await fleet.AdvanceUntil(() => writers.TrueForAll(writer => writer.IsCompleted));
        await Task.WhenAll(writers);
        await fleet.AdvanceUntil(() => fleet.Outbox.Pending == 0);

        fleet.Store.Values.Count.ShouldBe(4 * 3 * 50);
        foreach (var (device, token) in devices)
        {
            var stored = fleet.Store.Values.Where(record => record.Device == device).Select(r => r.Value).ToList();
            var watched = fleet
                .Live.Published.Select(published => published.Data)
                .OfType<DatastreamChanged>()
                .Where(changed => changed.DeviceId == device.Value)
                .Select(changed => changed.Value);
            watched.ShouldBe(stored);
            (await (await fleet.VisitAsync(token)).ReadAsync(Text, None)).ShouldBe(stored[^1]);
            fleet.Store.Stored(device, Text).ShouldBe(stored[^1]);
        }

        string Next() => $"{Interlocked.Increment(ref number)}";

        Task Many(Func<Task> call) =>
            Task.Run(
                async () =>
                {
                    for (var round = 0; round < 50; round++)
                    {
                        await call();
                        if ((round * seed) % 3 == 0)
                            await Task.Yield();
                    }
                },
                None
            );
    }
}
