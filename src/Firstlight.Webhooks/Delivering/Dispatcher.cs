using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks;

/// <summary>
/// Carries queued messages to their receivers. One loop looks what is due and begins attempts; each runs by itself and none waits for another.
/// </summary>
internal sealed class Dispatcher(
    IWebhookStore store,
    Lanes lanes,
    Courier courier,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<Dispatcher> logger,
    ISoleDuty? duty = null
) : IDisposable
{
    /// <summary>How long to wait for a store that is away.</summary>
    public static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(1);

    /// <summary>How often one of several nodes looks: what another one has queued rings no bell here.</summary>
    public static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _ended = new(0);
    private readonly HashSet<Task> _underWay = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        var resumed = false;
        while (!stopping.IsCancellationRequested)
        {
            DateTimeOffset? next;
            try
            {
                if (duty is { IsOurs: false })
                {
                    resumed = false;
                    await Task.Delay(LookPause, time, stopping);
                    continue;
                }

                if (!resumed)
                    await store.ResumeAsync(stopping);
                resumed = true;
                next = await BeginDueAsync(stopping);
                if (duty is not null)
                    next = Earlier(next, time.GetUtcNow() + LookPause);
            }
            catch (StorageUnavailableException fault)
            {
                Log.StoreAway(logger, fault);
                next = time.GetUtcNow() + StoragePause;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // Webhooks are not worth the whole cloud: it is said, and tried again.
                Log.LoopFaulted(logger, fault);
                next = time.GetUtcNow() + StoragePause;
            }

            await WaitAsync(next, stopping);
            _underWay.RemoveWhere(task => task.IsCompleted);
        }

        await Task.WhenAll(_underWay);
    }

    public void Dispose() => _ended.Dispose();

    // Answers when to look again at the latest; null when only something new or ended can change anything.
    private async Task<DateTimeOffset?> BeginDueAsync(CancellationToken stopping)
    {
        DateTimeOffset? next = null;
        foreach (var due in await store.ListDueAsync(stopping))
        {
            if (due.At > time.GetUtcNow())
            {
                next = Earlier(next, due.At);
                continue;
            }

            if (_underWay.Count(task => !task.IsCompleted) >= options.Value.AttemptsAtOnceMax)
                return next;
            if (!lanes.TryBegin(due.Webhook, due.RequestsPerMinute, out var later))
            {
                next = Earlier(next, later);
                continue;
            }

            await BeginAsync(due.Webhook, stopping);
        }

        return next;
    }

    private async Task BeginAsync(WebhookId webhook, CancellationToken stopping)
    {
        TakenDelivery? taken = null;
        try
        {
            taken = await store.TakeAsync(webhook, time.GetUtcNow(), stopping);
        }
        finally
        {
            if (taken is null)
                lanes.Release(webhook);
        }

        if (taken is not null)
            _underWay.Add(CarryAsync(taken, stopping));
    }

    private async Task CarryAsync(TakenDelivery taken, CancellationToken stopping)
    {
        // The loop goes on at once, whatever the first steps of an attempt take.
        await Task.Yield();
        try
        {
            await courier.CarryAsync(taken, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stays as under way and is sent again, with the same id, after the next start.
            lanes.Release(taken.Webhook.Id);
        }
        catch (Exception fault)
        {
            Log.AttemptFaulted(logger, taken.Webhook.Id, fault);
            lanes.Release(taken.Webhook.Id);
        }

        _ended.Release();
    }

    private async Task WaitAsync(DateTimeOffset? next, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] reasons =
        [
            store.WhenQueuedAsync(over.Token),
            _ended.WaitAsync(over.Token),
            time.WaitUntilAsync(next, over.Token),
        ];
        await Task.WhenAny(reasons);
        await over.CancelAsync();
        foreach (var reason in reasons)
            await reason.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other)
    {
        if (one is null || other is null)
            return one ?? other;
        return one < other ? one : other;
    }
}
