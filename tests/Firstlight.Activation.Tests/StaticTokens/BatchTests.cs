using System.Text.Json;
using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>Batches of static tokens, from the order to the export.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task An_order_becomes_as_many_tokens_as_it_says_each_with_secrets_of_its_own()
    {
        await using var cloud = await StartFactoryAsync();

        var made = await cloud.MakeAsync(25);

        made.Select(token => token.Token.Number).ShouldBe(Enumerable.Range(1, 25));
        made.Select(token => token.AuthToken.Reveal()).ShouldBeUnique();
        made.Select(token => token.QrToken.Reveal()).ShouldBeUnique();
        made.ShouldAllBe(token => token.Token.AuthHash == token.AuthToken.Hash());
        made.ShouldAllBe(token => token.Token.ClaimKey == token.ClaimCode.LookupKey());
        made.ShouldAllBe(token => token.Token.Template == cloud.Kettle.Id && token.Token.Organisation == Home);
    }

    [Fact]
    public async Task A_large_batch_is_made_chunk_by_chunk_and_its_progress_is_told()
    {
        await using var cloud = await StartFactoryAsync();

        (await cloud.MakeAsync(BatchMaker.ChunkTokens + 1)).Count.ShouldBe(BatchMaker.ChunkTokens + 1);

        var told = cloud.Live.All.Where(live => live.Type == "static_batch.progress");
        JsonSerializer
            .Serialize(told.Select(live => live.Data))
            .ShouldBe(
                $$"""[{"BatchId":1,"Made":10000,"Count":10001,"State":"Making"},{"BatchId":1,"Made":10001,"Count":10001,"State":"Making"},{"BatchId":1,"Made":10001,"Count":10001,"State":"Ready"}]"""
            );
    }

    [Fact]
    public async Task The_same_idempotency_key_orders_once()
    {
        await using var cloud = await StartFactoryAsync();
        var draft = new StaticBatchDraft(cloud.Kettle.Id, 3, "March", "order-17");

        var orders = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => cloud.Statics.OrderAsync(Home, Ada, draft, default))
        );

        orders.Select(order => order.Value.Id).Distinct().ShouldHaveSingleItem();
        await cloud.UntilAsync(orders[0].Value.Id, StaticBatchState.Ready);
        cloud.Store.Statics.Count.ShouldBe(3);
        var other = await cloud.Statics.OrderAsync(Home, Ada, draft with { Count = 4 }, default);
        other.Refusal.ShouldNotBeNull().Code.ShouldBe("idempotency_key_used");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(StaticBatch.CountMax + 1)]
    public async Task A_count_outside_its_limits_is_refused(int count)
    {
        await using var cloud = await StartFactoryAsync();

        var refused = await cloud.Statics.OrderAsync(Home, Ada, new StaticBatchDraft(cloud.Kettle.Id, count), default);

        refused.Refusal.ShouldNotBeNull().Field.ShouldBe("count");
    }

    [Fact]
    public async Task A_template_of_somebody_else_does_not_exist()
    {
        await using var cloud = await StartFactoryAsync();

        var refused = await cloud.Statics.OrderAsync(Elsewhere, Ada, new StaticBatchDraft(cloud.Kettle.Id, 1), default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("template_not_found");
    }

    [Fact]
    public async Task A_batch_without_a_name_is_called_after_its_template_and_the_day()
    {
        await using var cloud = await StartFactoryAsync();

        var ordered = await cloud.Statics.OrderAsync(Home, Ada, new StaticBatchDraft(cloud.Kettle.Id, 1), default);

        ordered.Value.Name.ShouldBe($"Kettle {cloud.Time.GetUtcNow():yyyy-MM-dd}");
    }

    [Theory]
    [InlineData(nameof(IStaticTokenStore.TryAppendAsync), 1)]
    [InlineData(nameof(IStaticTokenStore.TryFinishAsync), 0)]
    public async Task Trouble_with_storage_in_the_middle_loses_and_doubles_nothing(string trouble, int after)
    {
        await using var cloud = await StartFactoryAsync();
        var troubles = 0;
        cloud.Store.Fault = (call, _) => call == trouble && troubles++ == after;

        var ordered = await cloud.Statics.OrderAsync(
            Home,
            Ada,
            new StaticBatchDraft(cloud.Kettle.Id, 3 * BatchMaker.ChunkTokens),
            default
        );
        await cloud.UntilAsync(() => troubles > after);
        await cloud.UntilByTimeAsync(ordered.Value.Id, StaticBatchState.Ready);

        var made = await cloud.ReadAsync(ordered.Value.Id);
        made.Select(token => token.Token.Number).ShouldBe(Enumerable.Range(1, 3 * BatchMaker.ChunkTokens));
    }

    [Fact]
    public async Task A_cancelled_batch_leaves_nothing_behind()
    {
        await using var cloud = await StartFactoryAsync();
        cloud.Store.Fault = (call, _) =>
            call == nameof(IStaticTokenStore.TryAppendAsync) && cloud.Store.Statics.Count >= BatchMaker.ChunkTokens;
        var ordered = await cloud.Statics.OrderAsync(
            Home,
            Ada,
            new StaticBatchDraft(cloud.Kettle.Id, 2 * BatchMaker.ChunkTokens),
            default
        );
        await cloud.UntilAsync(() => cloud.Store.Statics.Count == BatchMaker.ChunkTokens);

        var cancelled = await cloud.Statics.CancelAsync(Home, ordered.Value.Id, default);

        cancelled.Value.State.ShouldBeOneOf(StaticBatchState.Cancelling, StaticBatchState.Cancelled);
        await cloud.UntilByTimeAsync(ordered.Value.Id, StaticBatchState.Cancelled);
        cloud.Store.Statics.ShouldBeEmpty();
        (await cloud.Statics.CancelAsync(Home, ordered.Value.Id, default)).Refusal!.Code.ShouldBe(
            "batch_not_in_the_making"
        );
        (await cloud.Statics.OpenAsync(Home, ordered.Value.Id, default)).Refusal!.Code.ShouldBe("batch_not_ready");
    }

    [Fact]
    public async Task Without_its_key_a_batch_cannot_be_read_and_its_units_still_work()
    {
        await using var cloud = await StartFactoryAsync();
        var made = await cloud.MakeAsync();
        cloud.Keys.Lose();

        var refused = await cloud.Statics.OpenAsync(Home, made[0].Token.Batch, default);

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("batch_sealed");
        (await cloud.Admission.AdmitAsync(made[0].AuthToken, default)).ShouldBeOfType<Admission.Active>();
        (await cloud.ClaimAsync(made[0].ClaimCode.Reveal())).Succeeded.ShouldBeTrue();
    }
}
