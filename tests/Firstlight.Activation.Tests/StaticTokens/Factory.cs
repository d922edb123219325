using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>What tests about static tokens share: a maker who orders and prints.</summary>
internal static class Factory
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A batch that is ready, with its secrets.</summary>
    public static async Task<IReadOnlyList<StaticTokenSecrets>> MakeAsync(this CloudUnderTest cloud, int count = 1)
    {
        var ordered = await cloud.Statics.OrderAsync(Home, Ada, new StaticBatchDraft(cloud.Kettle.Id, count), default);
        await cloud.UntilAsync(ordered.Value.Id, StaticBatchState.Ready);
        return await cloud.ReadAsync(ordered.Value.Id);
    }

    public static async Task<IReadOnlyList<StaticTokenSecrets>> ReadAsync(this CloudUnderTest cloud, StaticBatchId id)
    {
        var opened = await cloud.Statics.OpenAsync(Home, id, default);
        opened.Refusal.ShouldBeNull();
        using var batch = opened.Value;
        var all = new List<StaticTokenSecrets>();
        await foreach (var token in batch.ReadAsync(default))
            all.Add(token);
        return all;
    }

    /// <summary>Waits until the batch is in that state; it is made behind the caller's back.</summary>
    public static async Task<StaticBatch> UntilAsync(
        this CloudUnderTest cloud,
        StaticBatchId id,
        StaticBatchState state
    )
    {
        using var enough = new CancellationTokenSource(Patience);
        while (true)
        {
            var batch = (await cloud.Statics.FindBatchAsync(Home, id, enough.Token))!;
            if (batch.State == state)
                return batch;
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Like the other, and lets the pauses after trouble pass.</summary>
    public static async Task UntilByTimeAsync(this CloudUnderTest cloud, StaticBatchId id, StaticBatchState state)
    {
        using var enough = new CancellationTokenSource(Patience);
        while ((await cloud.Statics.FindBatchAsync(Home, id, enough.Token))!.State != state)
        {
            enough.Token.ThrowIfCancellationRequested();
            cloud.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    public static async Task UntilAsync(this CloudUnderTest _, Func<bool> condition)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (!condition())
        {
            enough.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public static Task<Outcome<Devices.Device>> ClaimAsync(
        this CloudUnderTest cloud,
        string? code,
        UserId? person = null,
        string address = "192.0.2.1"
    ) => cloud.Claims.ClaimAsync(new Claimer(Home, person ?? Ada, address), code, default);
}
