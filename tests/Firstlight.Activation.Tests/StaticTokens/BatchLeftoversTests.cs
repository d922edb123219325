using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>Tables that were cut off, seen by one of several nodes: it must not take for dead what another one is storing.</summary>
public sealed class BatchLeftoversTests
{
    private readonly Duty _duty = new() { IsOurs = true };

    [Fact]
    public async Task What_nothing_is_added_to_from_one_look_to_the_next_was_cut_off()
    {
        await using var cloud = await StartFactoryAsync(_duty);
        var cut = await BeginElsewhereAsync(cloud);

        await cloud.UntilByTimeAsync(cut.Id, StaticBatchState.Cancelled);

        cloud.Store.StagedUnits.ShouldBe(0);
    }

    [Fact]
    public async Task What_another_node_is_storing_is_left_alone()
    {
        await using var cloud = await StartFactoryAsync(_duty);
        var under = await BeginElsewhereAsync(cloud);

        for (var chunk = 1; chunk <= 4; chunk++)
        {
            await StageAsync(cloud, under, chunk);
            await LookAsync(cloud);
        }

        (await cloud.Store.TryEndImportAsync(under.Id, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task It_falls_to_one_node_to_look()
    {
        _duty.IsOurs = false;
        await using var cloud = await StartFactoryAsync(_duty);
        var under = await BeginElsewhereAsync(cloud);

        for (var look = 0; look < 4; look++)
        {
            await cloud.UntilAsync(() => cloud.Time.WaitingTimers == 1);
            cloud.Time.Advance(BatchLeftovers.Interval);
        }

        (await cloud.Statics.FindBatchAsync(Home, under.Id, default))!.State.ShouldBe(StaticBatchState.Importing);
    }

    [Fact]
    public async Task A_batch_whose_node_has_ended_is_made_to_its_end_by_another()
    {
        await using var cloud = await StartFactoryAsync(_duty);
        var half = await BeginElsewhereAsync(cloud);
        await StageAsync(cloud, half, 1);
        await cloud.Store.TryEndImportAsync(half.Id, default);

        await cloud.UntilByTimeAsync(half.Id, StaticBatchState.Ready);
    }

    [Fact]
    public async Task A_program_alone_knows_at_its_start_what_was_cut_off()
    {
        await using var cloud = await StartFactoryAsync();
        var cut = await BeginElsewhereAsync(cloud);

        await cloud.Leftovers.StartAsync(default);

        await cloud.UntilAsync(cut.Id, StaticBatchState.Cancelled);
    }

    private static async Task LookAsync(CloudUnderTest cloud)
    {
        var before = cloud.Store.CallsOf(nameof(IStaticTokenStore.ListImportsAsync));
        await cloud.UntilAsync(() => cloud.Time.WaitingTimers == 1);
        cloud.Time.Advance(BatchLeftovers.Interval);
        await cloud.UntilAsync(() => cloud.Store.CallsOf(nameof(IStaticTokenStore.ListImportsAsync)) > before);
    }

    /// <summary>Another node has begun to store a table.</summary>
    private static Task<StaticBatch> BeginElsewhereAsync(CloudUnderTest cloud) =>
        cloud.Store.InsertBatchAsync(
            new StaticBatch(
                default,
                Home,
                cloud.Kettle.Id,
                "March",
                Count: 4,
                Made: 0,
                StaticBatchState.Importing,
                default,
                cloud.MakeKey(),
                "table-1",
                Ada,
                cloud.Time.GetUtcNow()
            ),
            default
        );

    private static Task<bool> StageAsync(CloudUnderTest cloud, StaticBatch batch, int number) =>
        cloud.Store.TryStageAsync(
            batch.Id,
            [new StagedUnit(batch.TokenAt(number), null, new Dictionary<string, string>())],
            default
        );

    private sealed class Duty : ISoleDuty
    {
        public bool IsOurs { get; set; }
    }
}
