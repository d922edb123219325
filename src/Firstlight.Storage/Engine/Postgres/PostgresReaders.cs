using System.Data.Common;
using System.Globalization;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Threads that read, each with a connection of its own. A server that is slow or away holds up these and none of the
/// program's others.
/// </summary>
internal sealed class PostgresReaders : IReaders
{
    /// <summary>Queries at once.</summary>
    public const int ReadersMax = 8;

    /// <summary>Queries that may wait; callers beyond it wait for room.</summary>
    public const int QueueMax = 4_096;

    private readonly PostgresServer _server;
    private readonly TimeProvider _time;
    private readonly WorkQueue _queue;
    private readonly TaskCompletionSource[] _ended = new TaskCompletionSource[ReadersMax];

    public PostgresReaders(PostgresServer server, TimeProvider time)
    {
        (_server, _time) = (server, time);
        _queue = new WorkQueue(QueueMax, server.ReadMax, StorageFaults.Unavailable, time);
        for (var reader = 0; reader < ReadersMax; reader++)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ended[reader] = ended;
            var name = string.Create(CultureInfo.InvariantCulture, $"Storage reader {reader}");
            new Thread(() => Run(ended)) { IsBackground = true, Name = name }.Start();
        }
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellation) =>
        _queue.RunAsync(query, cancellation);

    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await Task.WhenAll(_ended.Select(reader => reader.Task));
    }

    private void Run(TaskCompletionSource ended)
    {
        using (var connection = new ReadConnection(_server, _time))
        {
            while (_queue.Take() is { } query)
                connection.Answer(query);
        }

        ended.SetResult();
    }
}
