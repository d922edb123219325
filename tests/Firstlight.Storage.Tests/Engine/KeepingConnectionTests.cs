using Dapper;
using Firstlight.Storage.Engine;
using Microsoft.Data.Sqlite;

namespace Firstlight.Storage.Tests.Engine;

public sealed class KeepingConnectionTests : IDisposable
{
    private readonly KeepingConnection _connection = new("Data Source=:memory:");

    public KeepingConnectionTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE lamp (id INTEGER PRIMARY KEY, colour TEXT NOT NULL UNIQUE)");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_statement_is_kept_and_runs_again_with_other_values()
    {
        Insert(1, "red");
        var kept = _connection.Kept;
        Insert(2, "green");

        _connection.Kept.ShouldBe(kept);
        Colours().ShouldBe(["red", "green"]);
    }

    [Fact]
    public void A_statement_that_failed_runs_again()
    {
        Insert(1, "red");
        Should.Throw<SqliteException>(() => Insert(2, "red"));
        Insert(2, "green");
        Colours().ShouldBe(["red", "green"]);
    }

    [Fact]
    public void One_text_may_be_in_use_twice_at_once()
    {
        Insert(1, "red");
        Insert(2, "green");
        var pairs = _connection
            .Query<string>("SELECT colour FROM lamp ORDER BY id", buffered: false)
            .Select(colour => (colour, Colours().Count))
            .ToList();
        pairs.ShouldBe([("red", 2), ("green", 2)]);
    }

    [Fact]
    public void A_statement_notices_that_the_table_has_changed()
    {
        Insert(1, "red");
        _connection.QuerySingle("SELECT * FROM lamp");
        _connection.Execute("ALTER TABLE lamp ADD COLUMN watts INTEGER NOT NULL DEFAULT 5");

        IDictionary<string, object> row = _connection.QuerySingle("SELECT * FROM lamp");
        row["watts"].ShouldBe(5L);
    }

    [Fact]
    public void A_value_of_an_earlier_use_does_not_stay_behind()
    {
        Insert(1, "red");
        Should.Throw<InvalidOperationException>(() =>
            _connection.Execute("INSERT INTO lamp (id, colour) VALUES (@id, @colour)", new { id = 2 })
        );
    }

    [Fact]
    public void A_statement_belongs_to_the_transaction_of_its_use()
    {
        Insert(1, "red");
        using (var transaction = _connection.BeginTransaction())
        {
            _connection.Execute("UPDATE lamp SET colour = 'blue'", transaction: transaction);
            Insert(2, "green");
        }

        Insert(2, "yellow");
        Colours().ShouldBe(["red", "yellow"]);
    }

    [Fact]
    public void The_number_kept_is_bounded()
    {
        for (var number = 0; number < 2 * KeepingConnection.StatementsMax; number++)
        {
            _connection.ExecuteScalar<int>($"SELECT {number}").ShouldBe(number);
            _connection.Kept.ShouldBeLessThanOrEqualTo(KeepingConnection.StatementsMax);
        }
    }

    private void Insert(int id, string colour) =>
        _connection.Execute("INSERT INTO lamp (id, colour) VALUES (@id, @colour)", new { id, colour });

    private List<string> Colours() => _connection.Query<string>("SELECT colour FROM lamp ORDER BY id").AsList();
}
