using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>When the program starts on a database and when it refuses to.</summary>
public sealed class PostgresOpeningTests(PostgresFixture server) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Migration First = new(
        1,
        "first",
        """
        CREATE TABLE a (x BIGINT);
        INSERT INTO a VALUES (@now);
        CREATE TABLE writer (epoch BIGINT NOT NULL, written BIGINT NOT NULL DEFAULT 0);
        INSERT INTO writer VALUES (0);
        CREATE TABLE history (at BIGINT NOT NULL) PARTITION BY RANGE (at);
        """
    );
    private static readonly Migration Second = new(2, "second", "CREATE TABLE b (x BIGINT)");
    private static readonly Migration Broken = new(
        2,
        "broken",
        "CREATE TABLE b (x BIGINT); INSERT INTO none VALUES (1)"
    );

    private string _name = "";
    private string _settings = "";

    public async ValueTask InitializeAsync()
    {
        _name = await server.CreateEmptyDatabaseAsync();
        _settings = (await server.ServerAsync()).SettingsFor(_name);
    }

    public async ValueTask DisposeAsync() => await (await server.ServerAsync()).DropDatabaseAsync(_name, None);

    [Fact]
    public async Task A_new_database_gets_every_migration_and_an_older_one_what_it_lacks()
    {
        await OpenAndCloseAsync(First);
        (await AskAsync("SELECT count(*) FROM a WHERE x > 0")).ShouldBe("1");
        await OpenAndCloseAsync(First, Second);
        (await AskAsync("SELECT string_agg(name, ',' ORDER BY version) FROM schema_migration")).ShouldBe(
            "first,second"
        );
        (await AskAsync("SELECT count(*) FROM a")).ShouldBe("1");
    }

    [Fact]
    public async Task A_newer_database_is_refused()
    {
        await OpenAndCloseAsync(First, Second);
        Should
            .Throw<DatabaseRefusedException>(() => Open(First))
            .Message.ShouldContain("has version 2; this Firstlight knows versions up to 1");
        await OpenAndCloseAsync(First, Second);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        await OpenAndCloseAsync(First);
        Should.Throw<DatabaseRefusedException>(() => Open(First, Broken));
        (await AskAsync("SELECT count(*) FROM pg_tables WHERE tablename = 'b'")).ShouldBe("0");
        await OpenAndCloseAsync(First, Second);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_untouched()
    {
        await AskAsync("CREATE TABLE theirs (x INTEGER)");
        Should.Throw<DatabaseRefusedException>(() => Open(First)).Message.ShouldContain("another program");
        (await AskAsync("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).ShouldBe("theirs");
    }

    [Fact]
    public async Task Two_programs_do_not_share_one()
    {
        var first = Open(First);
        Should
            .Throw<DatabaseRefusedException>(() => Open(First))
            .Message.ShouldStartWith($"Another Firstlight uses {_name} on ");
        await first.CloseAsync();
        await OpenAndCloseAsync(First);
    }

    [Fact]
    public async Task Who_lost_the_lock_and_was_followed_by_another_never_writes_again()
    {
        await using var first = Open(First);
        await InsertAsync(first, 2);
        await AskAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
                + $"(SELECT oid FROM pg_database WHERE datname = '{_name}')"
        );
        await using (var second = Open(First))
        {
            await InsertAsync(second, 3);
            (await Should.ThrowAsync<StorageUnavailableException>(() => InsertAsync(first, 4))).ShouldNotBeNull();
            first.IsFailing.ShouldBeTrue();
        }

        var refusal = await Should.ThrowAsync<StorageUnavailableException>(() => InsertAsync(first, 5));
        refusal.Message.ShouldContain("has taken over");
        (await AskAsync("SELECT string_agg(x::text, ',' ORDER BY x) FROM a WHERE x < 100")).ShouldBe("2,3");
    }

    [Fact]
    public async Task Who_lost_the_lock_and_was_alone_goes_on()
    {
        await using var database = Open(First);
        await InsertAsync(database, 2);
        // Only those of this database: other tests use the server at the same time.
        await AskAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Firstlight' "
                + $"AND datname = '{_name}'"
        );
        await InsertAsync(database, 3);
        database.IsFailing.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_middle_of_a_unit_takes_the_unit_with_it_and_nothing_else()
    {
        await using var database = Open(First);
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            database.WriteAsync(
                connection =>
                {
                    connection.Execute("INSERT INTO a VALUES (2)");
                    return connection.Execute("SELECT pg_terminate_backend(pg_backend_pid())");
                },
                None
            )
        );
        await InsertAsync(database, 3);
        database.IsFailing.ShouldBeFalse();
        (await AskAsync("SELECT string_agg(x::text, ',' ORDER BY x) FROM a WHERE x < 100")).ShouldBe("3");
    }

    [Theory]
    [InlineData("Host=/nowhere;Username=firstlight;Database=x", "x on /nowhere cannot be opened")]
    [InlineData("Host=localhost;Colour=blue", "The settings of the database cannot be read")]
    [InlineData("firstlight.db", "The settings of the database cannot be read")]
    public void What_cannot_be_reached_or_read_is_said_in_a_sentence_without_the_password(
        string settings,
        string begins
    )
    {
        var refusal = Should.Throw<DatabaseRefusedException>(() =>
            new PostgresDatabase(
                settings + ";Password=hush",
                TimeProvider.System,
                NullLogger<PostgresDatabase>.Instance
            ).Open([First])
        );
        refusal.Message.ShouldStartWith(begins);
        refusal.ToString().ShouldNotContain("hush");
    }

    private static Task<int> InsertAsync(PostgresDatabase database, int x) =>
        database.WriteAsync(connection => connection.Execute($"INSERT INTO a VALUES ({x})"), None);

    private PostgresDatabase Open(params Migration[] migrations)
    {
        var database = new PostgresDatabase(_settings, TimeProvider.System, NullLogger<PostgresDatabase>.Instance);
        database.Open(migrations);
        return database;
    }

    private Task OpenAndCloseAsync(params Migration[] migrations) => Open(migrations).CloseAsync();

    private async Task<string> AskAsync(string statement) =>
        await (await server.ServerAsync()).ExecuteAsync(statement, None, _name);
}
