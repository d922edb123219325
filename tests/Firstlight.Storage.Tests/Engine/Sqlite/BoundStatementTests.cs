using Dapper;
using Firstlight.Storage.Engine;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Tests.Engine.Sqlite;

/// <summary>What a statement of SQLite binds is what the driver would have bound.</summary>
public sealed class BoundStatementTests : IDisposable
{
    private const string Insert = "INSERT INTO thing (id, value) VALUES (@p0, @p1)";

    private readonly KeepingConnection _connection = new("Data Source=:memory:");

    public BoundStatementTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, value UNIQUE)");
    }

    public void Dispose() => _connection.Dispose();

    public static TheoryData<object?, string> Values =>
        new()
        {
            { null, "null" },
            { DBNull.Value, "null" },
            { long.MinValue, "integer" },
            { 7, "integer" },
            { true, "integer" },
            { 0.1, "real" },
            { double.MaxValue, "real" },
            { "", "text" },
            { "21.5", "text" },
            { "a\0b", "text" },
            { "größer 温度 🌡", "text" },
            { new string('温', 256), "text" },
            { new string('温', 257), "text" },
            { new string('x', 100_000), "text" },
            { new byte[] { 0, 1, 255 }, "blob" },
            { Array.Empty<byte>(), "blob" },
        };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_value_is_stored_as_the_driver_stores_it(object? value, string type)
    {
        using (var insert = Statement.On(_connection, Insert, 2))
            insert.Execute(1L, value).ShouldBe(1);
        using var driver = new CommandStatement(
            _connection,
            "UPDATE thing SET id = 2 WHERE id = 1 AND value IS @p0 AND typeof(value) = @p1",
            2
        );
        driver.Execute(value, type).ShouldBe(1);
    }

    [Fact]
    public void Places_are_those_that_the_names_say_in_whatever_order_they_stand()
    {
        using var insert = Statement.On(_connection, "INSERT INTO thing (value, id) VALUES (@p1, @p0 + @p2 + @p0)", 3);
        insert.Execute(1L, "here", 10L);
        _connection.QuerySingle<long>("SELECT id FROM thing WHERE value = 'here'").ShouldBe(12);
    }

    [Fact]
    public void It_says_how_many_rows_it_changed()
    {
        using var insert = Statement.On(_connection, Insert, 2);
        insert.Execute(1L, "a");
        insert.Execute(2L, "b");
        using var update = Statement.On(_connection, "UPDATE thing SET value = value || @p0 WHERE id > @p1", 2);
        update.Execute("!", 0L).ShouldBe(2);
        update.Execute("!", 9L).ShouldBe(0);
    }

    [Fact]
    public void Who_failed_once_runs_again_with_other_values()
    {
        using var insert = Statement.On(_connection, Insert, 2);
        insert.Execute(1L, "a");
        var fault = Should.Throw<SqliteException>(() => insert.Execute(2L, "a"));
        fault.SqliteErrorCode.ShouldBe(19);
        fault.Message.ShouldContain("thing.value");
        insert.Execute(2L, "b").ShouldBe(1);
    }

    [Fact]
    public void It_stays_compiled_for_the_next_unit_and_two_may_be_in_use_at_once()
    {
        var (first, second) = (Statement.On(_connection, Insert, 2), Statement.On(_connection, Insert, 2));
        second.ShouldNotBeSameAs(first);
        first.Execute(1L, "a");
        second.Execute(2L, "b");
        first.Dispose();
        second.Dispose();

        using var again = Statement.On(_connection, Insert, 2);

        again.ShouldBeSameAs(first);
        again.Execute(3L, "c").ShouldBe(1);
    }

    [Fact]
    public void It_notices_that_the_table_has_changed()
    {
        using var insert = Statement.On(_connection, Insert, 2);
        insert.Execute(1L, "a");
        _connection.Execute("ALTER TABLE thing ADD COLUMN more INTEGER NOT NULL DEFAULT 5");
        insert.Execute(2L, "b");
        _connection.QuerySingle<long>("SELECT SUM(more) FROM thing").ShouldBe(10);
    }

    [Fact]
    public void How_many_are_kept_is_bounded()
    {
        for (var number = 0; number < 2 * KeepingConnection.StatementsMax; number++)
        {
            Statement.On(_connection, $"DELETE FROM thing WHERE id = {number} + @p0", 1).Dispose();
            _connection.Kept.ShouldBeLessThanOrEqualTo(KeepingConnection.StatementsMax);
        }
    }

    [Fact]
    public void What_is_not_one_statement_of_so_many_values_is_refused()
    {
        Should.Throw<ArgumentException>(() => Statement.On(_connection, Insert, 1));
        Should.Throw<ArgumentException>(() => Statement.On(_connection, Insert, 3));
        Should.Throw<ArgumentException>(() => Statement.On(_connection, $"{Insert}; {Insert}", 2));
        Should.Throw<SqliteException>(() => Statement.On(_connection, "INSERT INTO nothing VALUES (@p0)", 1));
        using var insert = Statement.On(_connection, Insert, 2);
        Should.Throw<ArgumentException>(() => insert.Execute(1L));
        Should
            .Throw<ArgumentException>(() => insert.Execute(1L, new Uri("https://localhost")))
            .Message.ShouldContain("Uri");
    }
}
