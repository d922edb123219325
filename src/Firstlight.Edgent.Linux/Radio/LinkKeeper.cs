using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>Keeps a link to NetworkManager: opens another one when it restarted, and waits for it as long as it is away.</summary>
internal sealed class LinkKeeper(RadioSettings settings, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile RadioLink? _link;
    private string _said = "";

    /// <summary>Why there was no link when it was last tried.</summary>
    public BoardUnavailableException? LastFault { get; private set; }

    /// <summary>A link that is alive, sooner or later.</summary>
    public async Task<RadioLink> CurrentAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, cancellation);
        await _turn.WaitAsync(either.Token);
        try
        {
            if (_link is { Manager.Ended.IsCancellationRequested: false } alive)
                return alive;
            if (_link is { } ended)
            {
                _link = null;
                await ended.DisposeAsync();
            }

            return _link = await OpenAsync(either.Token);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Something that only makes sense while NetworkManager is there; when it goes away in the middle, that is as good as done.</summary>
    public async Task WhileThereAsync(Func<RadioLink, Task> work)
    {
        if (_link is not { Manager.Ended.IsCancellationRequested: false } alive)
            return;
        try
        {
            await work(alive);
        }
        catch (Exception fault) when (fault is BusClosedException or BusErrorException or TimeoutException)
        {
            Log.ManagerWentAway(log, fault.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
        if (_link is { } link)
            await link.DisposeAsync();
        _link = null;
        _turn.Release();
        _closing.Dispose();
    }

    private async Task<RadioLink> OpenAsync(CancellationToken cancellation)
    {
        var pause = PauseFirst;
        while (true)
        {
            try
            {
                var link = await RadioLink.OpenAsync(settings, time, log, cancellation);
                Log.RadioReady(log, link.Station.Name, link.AccessPoint.Name);
                _said = "";
                return link;
            }
            catch (BoardUnavailableException absent)
            {
                LastFault = absent;
                // Once for each reason: a board may wait for days.
                if (_said != absent.Message)
                    Log.RadioWaits(log, _said = absent.Message);
            }

            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }
}
