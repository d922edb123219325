using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;

namespace Firstlight.Storage.Engine;

/// <summary>
/// On PostgreSQL the points of each day have a table of their own, which is dropped when the whole day has expired. Tables are made
/// ahead; points of other times, such as imported ones, are in <c>history_other</c> and go row by row, as all do on SQLite.
/// </summary>
internal static class HistoryDays
{
    /// <summary>Days that have a table before they begin, so that clocks that are fast find theirs.</summary>
    public const int DaysAhead = 3;

    private const string ListExpired = """
        SELECT tablename::text FROM pg_tables
        WHERE schemaname = current_schema() AND tablename ~ '^history_[0-9]{8}$' AND tablename < @Until
        """;

    /// <summary>The table whose expired points go row by row.</summary>
    public static string SweptTable(DbConnection connection) =>
        connection is PostgresConnection ? "history_other" : "history";

    /// <summary>
    /// What stands before <c>id IN (…)</c> in a removal: PostgreSQL, where ids are no key, finds the rows by <paramref name="condition"/>;
    /// SQLite by their ids alone.
    /// </summary>
    public static string Narrowed(DbConnection connection, string condition) =>
        connection is PostgresConnection ? $"{condition} AND" : "";

    /// <summary>Drops the days that end before <paramref name="bound"/>; answers how many.</summary>
    public static int DropBefore(DbConnection connection, DateTimeOffset bound)
    {
        if (connection is not PostgresConnection)
            return 0;
        var expired = connection.Query<string>(ListExpired, new { Until = TableOf(DayOf(bound)) }).ToList();
        connection.Execute(LockTimeout.SetInTransaction);
        foreach (var table in expired)
            connection.Execute($"DROP TABLE {table}");
        connection.Execute(LockTimeout.Reset);
        return expired.Count;
    }

    /// <summary>Makes the tables of <paramref name="now"/> and the days ahead; answers the first day that has none.</summary>
    public static DateOnly Prepare(PostgresConnection connection, DateTimeOffset now)
    {
        var today = DayOf(now);
        connection.Execute(LockTimeout.Set);
        for (var day = today; day < today.AddDays(DaysAhead); day = day.AddDays(1))
            Make(connection, day);
        connection.Execute(LockTimeout.Reset);
        return today.AddDays(DaysAhead);
    }

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    private static void Make(PostgresConnection connection, DateOnly day)
    {
        try
        {
            connection.Execute(
                $"CREATE TABLE IF NOT EXISTS {TableOf(day)} PARTITION OF history FOR VALUES FROM ({StartOf(day)}) TO ({StartOf(day.AddDays(1))})"
            );
        }
        catch (PostgresException fault)
            when (fault.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.LockNotAvailable)
        {
            // Points from a clock that is far ahead are in history_other already, or somebody reads long: the day joins them there.
        }
    }

    private static string TableOf(DateOnly day) => day.ToString("'history_'yyyyMMdd", CultureInfo.InvariantCulture);

    private static string StartOf(DateOnly day) =>
        StoredTime
            .From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero))
            .ToString(CultureInfo.InvariantCulture);
}
