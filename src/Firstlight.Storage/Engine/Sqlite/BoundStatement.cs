using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Firstlight.Storage.Engine;

/// <summary>
/// A statement whose values are handed to SQLite by their places. The driver's parameters are found by name, and each has an object that finds out
/// its type, at every run: half of what a short insert costs (docs/performance.md).
/// </summary>
internal sealed class BoundStatement : Statement
{
    private const int ShortText = 256;

    private readonly KeepingConnection _connection;
    private readonly sqlite3_stmt _compiled;
    private readonly int[] _places;

    /// <exception cref="ArgumentException">It is more than one statement, or does not take so many values.</exception>
    public BoundStatement(KeepingConnection connection, string sql, int values)
    {
        (_connection, Sql) = (connection, sql);
        var code = raw.sqlite3_prepare_v3(
            connection.Handle,
            sql,
            raw.SQLITE_PREPARE_PERSISTENT,
            out _compiled,
            out var rest
        );
        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        _places = [.. Enumerable.Range(0, values).Select(PlaceOf)];
        if (!string.IsNullOrWhiteSpace(rest) || _places.Contains(0) || Values != values)
        {
            _compiled.Dispose();
            throw new ArgumentException($"This is not one statement with {values} values: {sql}", nameof(sql));
        }
    }

    public string Sql { get; }

    private int Values => raw.sqlite3_bind_parameter_count(_compiled);

    public override int Execute(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _places.Length)
            throw new ArgumentException($"{values.Length} values instead of {_places.Length}.", nameof(values));
        for (var index = 0; index < values.Length; index++)
            Require(Bind(_places[index], values[index]));
        while (raw.sqlite3_step(_compiled) == raw.SQLITE_ROW)
        {
            // What it returns is not asked for.
        }

        // The reset repeats the code of a step that failed.
        Require(raw.sqlite3_reset(_compiled));
        return raw.sqlite3_changes(_connection.Handle);
    }

    /// <summary>Gives it back to its connection, compiled.</summary>
    public override void Dispose() => _connection.GiveBack(this);

    /// <summary>It is not needed any more.</summary>
    public void Forget() => _compiled.Dispose();

    private int PlaceOf(int index) => raw.sqlite3_bind_parameter_index(_compiled, $"@p{index}");

    private int Bind(int place, object? value) =>
        value switch
        {
            null or DBNull => raw.sqlite3_bind_null(_compiled, place),
            long number => raw.sqlite3_bind_int64(_compiled, place, number),
            int number => raw.sqlite3_bind_int64(_compiled, place, number),
            bool flag => raw.sqlite3_bind_int64(_compiled, place, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(_compiled, place, number),
            string text => BindText(place, text),
            byte[] bytes => raw.sqlite3_bind_blob(_compiled, place, bytes),
            _ => throw new ArgumentException($"No column keeps a {value.GetType().Name}.", nameof(value)),
        };

    private int BindText(int place, string text)
    {
        // Of no bytes at all the binding would make NULL.
        if (text.Length is 0 or > ShortText)
            return raw.sqlite3_bind_text(_compiled, place, text);
        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return raw.sqlite3_bind_text(_compiled, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Require(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
    }
}
