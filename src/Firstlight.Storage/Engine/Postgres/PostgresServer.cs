using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>
/// Where a PostgreSQL database is: on one server, or on several of which one takes writes. A server that came back after another
/// took over may take writes too; it is known by its older timeline and not used (docs/decisions/0049).
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly PostgresHost[] _hosts;
    private volatile PostgresHost? _last;
    private long _timeline;

    /// <exception cref="DatabaseRefusedException">The settings cannot be read.</exception>
    public PostgresServer(string settings)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(settings);
            Name = $"{parsed.Database ?? parsed.Username} on {parsed.Host}";
            var writeSeconds = parsed.ShouldSerialize("Command Timeout")
                ? parsed.CommandTimeout
                : PostgresHost.WriteSeconds;
            WriteMax = TimeSpan.FromSeconds(writeSeconds + PostgresHost.ConnectSeconds);
            var hosts = (parsed.Host ?? "").Split(',', StringSplitOptions.TrimEntries);
            _hosts = [.. hosts.Select(host => new PostgresHost(host, parsed, writeSeconds))];
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new DatabaseRefusedException(
                $"The settings of the database cannot be read: {fault.Message} They look like "
                    + "\"Host=localhost;Database=firstlight;Username=firstlight;Password=…\".",
                fault
            );
        }
    }

    /// <summary>What sentences call the database. Holds no password.</summary>
    public string Name { get; }

    /// <summary>After so long without any answer to a statement of the writer the server is hanging.</summary>
    public TimeSpan WriteMax { get; }

    /// <summary>The same for readers.</summary>
    public TimeSpan ReadMax { get; init; } =
        TimeSpan.FromSeconds(PostgresHost.ReadSeconds + PostgresHost.ConnectSeconds);

    /// <summary>Asks all servers and takes the one that took over last.</summary>
    /// <exception cref="NpgsqlException">None is there, ready, and lets us in to write.</exception>
    public PostgresConnection OpenWriter() => Open(host => host.OpenWriter(), _ => false);

    /// <summary>Takes the first server that is not behind, beginning with the one that was taken last.</summary>
    /// <exception cref="NpgsqlException">None is there, ready, and lets us in.</exception>
    public PostgresConnection OpenReader() => Open(host => host.OpenReader(), IsCurrent);

    /// <summary>False for a connection to a server after which another has taken over.</summary>
    public bool IsCurrent(PostgresConnection connection) =>
        connection.Server.Timeline >= Interlocked.Read(ref _timeline);

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
    }

    private PostgresConnection Open(
        Func<PostgresHost, PostgresConnection> open,
        Func<PostgresConnection, bool> isEnough
    )
    {
        PostgresConnection? best = null;
        NpgsqlException? why = null;
        foreach (var host in _hosts.OrderBy(host => host == _last ? 0 : 1))
        {
            try
            {
                var next = open(host);
                if (next.Server.Timeline > (best?.Server.Timeline ?? 0))
                {
                    best?.Dispose();
                    best = next;
                    _last = host;
                }
                else
                {
                    next.Dispose();
                }
            }
            catch (NpgsqlException fault)
            {
                why ??= fault;
            }
            catch
            {
                best?.Dispose();
                throw;
            }

            if (best is not null && isEnough(best))
                break;
        }

        return Checked(best, why);
    }

    private PostgresConnection Checked(PostgresConnection? best, NpgsqlException? why)
    {
        if (best is null)
            throw why ?? new NpgsqlException("It is a standby. Name the primary server, or both.");
        if (!IsCurrent(best))
        {
            best.Dispose();
            throw new NpgsqlException("Only a server is there after which another has taken over.", why);
        }

        Remember(best.Server.Timeline);
        return best;
    }

    private void Remember(long timeline)
    {
        var known = Interlocked.Read(ref _timeline);
        while (timeline > known)
        {
            var seen = Interlocked.CompareExchange(ref _timeline, timeline, known);
            if (seen == known)
                return;
            known = seen;
        }
    }
}
