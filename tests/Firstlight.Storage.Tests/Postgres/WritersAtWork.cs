using System.Collections.Concurrent;
using System.Globalization;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>Clients that write as fast as they can while something happens to the server, and keep book of what they were told.</summary>
internal sealed class WritersAtWork(PostgresStorage storage) : IAsyncDisposable
{
    private const int Callers = 20;
    private const string NotWritten = "nothing was written";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ConcurrentQueue<long> _acknowledged = new();
    private readonly ConcurrentQueue<long> _refused = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _callers = Task.CompletedTask;
    private int _unavailable;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>How often somebody was told to come again.</summary>
    public int Unavailable => _unavailable;

    public void Start() => _callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => WriteUntilStoppedAsync()));

    /// <summary>Ends when so many more were acknowledged.</summary>
    public Task AcknowledgeAsync(int more)
    {
        var enough = Acknowledged + more;
        return Until.TrueAsync(() => Acknowledged >= enough, "the callers are at work", None);
    }

    /// <summary>Ends when so many more were told to come again.</summary>
    public Task RefuseAsync(int more)
    {
        var enough = Unavailable + more;
        return Until.TrueAsync(() => Unavailable >= enough, "callers are told", None);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
    }

    /// <summary>All that was acknowledged is there once, and nothing of which was said that it is not written.</summary>
    public async Task CheckAsync(string why = "")
    {
        _acknowledged.Distinct().Count().ShouldBe(Acknowledged, $"an id was given twice {why}");
        foreach (var id in _acknowledged)
            (await FindAsync(id)).ShouldNotBeNull($"session {id} was acknowledged and is lost {why}");
        foreach (var id in _refused)
            (await FindAsync(id)).ShouldBeNull($"session {id} was not written, it was said, and is there {why}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>Stores one and reads it back; its id.</summary>
    public async Task<long> StoreAsync()
    {
        var id = await storage.Activation.ReserveSessionIdAsync(None);
        var device = await storage.Activation.ReserveDeviceIdAsync(None);
        var token = Sample.Token(device, id, TokenState.Pending) with { Hash = HashOf(id.Value) };
        try
        {
            await storage.Activation.InsertSessionAsync(Sample.Session(id, device), token, [], None);
        }
        catch (StorageUnavailableException fault) when (fault.Message.Contains(NotWritten, StringComparison.Ordinal))
        {
            _refused.Enqueue(id.Value);
            throw;
        }

        return id.Value;
    }

    public Task<TokenLookup?> FindAsync(long id) => storage.Activation.FindTokenAsync(HashOf(id), None);

    private async Task WriteUntilStoppedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var id = await StoreAsync();
                _acknowledged.Enqueue(id);
                (await FindAsync(id)).ShouldNotBeNull($"session {id} was acknowledged and is not found");
            }
            catch (StorageUnavailableException)
            {
                Interlocked.Increment(ref _unavailable);
            }
        }
    }

    private static TokenHash HashOf(long id) => new(id.ToString("x64", CultureInfo.InvariantCulture));
}
