using Firstlight.Core;
using Firstlight.Storage.Copying;
using Firstlight.Storage.Engine;
using Microsoft.Extensions.Logging;

namespace Firstlight.Storage;

/// <summary>A table that was copied and found to be the same.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Number">Which of <paramref name="Of"/> tables it is.</param>
public readonly record struct CopiedTable(string Name, long Rows, int Number, int Of);

/// <summary>Moves everything from one database to another of either kind: docs/operate/postgresql.md.</summary>
public static class DatabaseCopy
{
    /// <summary>
    /// Copies <paramref name="from"/> into the empty <paramref name="to"/>, each a SQLite file or settings of PostgreSQL, table by table, and compares
    /// each with what it was copied from. Both are locked meanwhile and, like at any start, brought to this program's version.
    /// </summary>
    /// <exception cref="DatabaseRefusedException">One of them cannot be used, or what was written is not what was read.</exception>
    /// <exception cref="StorageUnavailableException">One of them went away. What was copied so far is not used by any program.</exception>
    public static async Task RunAsync(
        string from,
        string to,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<CopiedTable> progress,
        CancellationToken cancellation
    )
    {
        if (!IsSettings(from) && !File.Exists(from))
            throw new DatabaseRefusedException($"There is no database {from}.");
        await using var source = EngineFor(from, time, loggers);
        await using var target = EngineFor(to, time, loggers);
        source.Open();
        target.Open();
        await CopyTarget.BeginAsync(target, cancellation);
        var number = 0;
        foreach (var table in TableToCopy.All)
        {
            var rows = await TableCopy.RunAsync(source, target, table, cancellation);
            progress(new CopiedTable(table.Name, rows, ++number, TableToCopy.All.Count));
        }

        await CopyTarget.FinishAsync(source, target, cancellation);
    }

    private static IEngine EngineFor(string place, TimeProvider time, ILoggerFactory loggers) =>
        IsSettings(place)
            ? new PostgresDatabase(PatientServer(place), time, loggers.CreateLogger<PostgresDatabase>())
            : new SqliteDatabase(place, time, loggers.CreateLogger<SqliteDatabase>());

    // A table is one query, however long.
    private static PostgresServer PatientServer(string settings) =>
        new(settings) { ReadMax = Timeout.InfiniteTimeSpan };

    private static bool IsSettings(string place) => place.Contains('=', StringComparison.Ordinal);
}
