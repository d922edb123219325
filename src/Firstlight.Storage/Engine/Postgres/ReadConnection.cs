using System.Data.Common;

namespace Firstlight.Storage.Engine;

/// <summary>A connection that reads and is opened when it is needed, and again when it broke: a query may always be repeated.</summary>
internal sealed class ReadConnection(PostgresServer server, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(250);

    private PostgresConnection? _connection;

    /// <summary>How long a query waits for a server that is away before its caller is told.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public void Answer(WorkUnit query)
    {
        var began = time.GetTimestamp();
        while (Try(query) is { } outage)
        {
            if (time.GetElapsedTime(began) >= Patience)
            {
                query.Abandon(StorageFaults.Unavailable(outage));
                return;
            }

            // On the reader's own thread, with nobody else to run.
            Task.Delay(RetryEvery, time, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public void Dispose() => GiveUp();

    /// <summary>Tells the caller what the query brought, or answers why it should be tried again.</summary>
    private Exception? Try(WorkUnit query)
    {
        try
        {
            if (_connection is not null && !server.IsCurrent(_connection))
                GiveUp();
            _connection ??= server.OpenReader();
        }
        catch (Exception fault)
        {
            if (PostgresFaults.IsOutage(fault))
                return fault;
            query.Abandon(StorageFaults.Unavailable(fault));
            return null;
        }

        if (!query.Run(_connection) && query.StorageFault is { } refused)
        {
            // After a fault the connection is not trusted again.
            GiveUp();
            if (PostgresFaults.IsOutage(refused))
                return refused;
        }

        query.Settle();
        return null;
    }

    private void GiveUp()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
