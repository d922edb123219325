using Dapper;
using Firstlight.Storage.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Storage.Tests.Engine;

public sealed class OpeningTests : IDisposable
{
    private static readonly Migration First = new(
        1,
        "first",
        "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (@now)"
    );
    private static readonly Migration Second = new(2, "second", "CREATE TABLE b (x INTEGER)");
    private static readonly Migration Broken = new(
        2,
        "broken",
        "CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1)"
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_database_gets_its_folder_and_every_migration()
    {
        var path = Path.Combine(_folder.Path, "new", "deep", "firstlight.db");
        await OpenAndCloseAsync(path, First, Second);
        Query<string>(path, "SELECT name FROM schema_migration ORDER BY version").ShouldBe(["first", "second"]);
        Query<long>(path, "SELECT x FROM a").ShouldHaveSingleItem().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_it_writes_is_read_by_nobody_else()
    {
        if (OperatingSystem.IsWindows())
            return;
        var database = Open(_folder.Database, First);
        var files = Directory
            .GetFiles(_folder.Path, "firstlight.db*")
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal));
        files.Select(Path.GetFileName).ShouldBe(["firstlight.db", "firstlight.db-shm", "firstlight.db-wal"], true);
        foreach (var file in files)
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        await database.CloseAsync();
    }

    [Fact]
    public async Task An_older_database_gets_what_it_lacks_and_keeps_what_it_has()
    {
        await OpenAndCloseAsync(_folder.Database, First);
        var before = Query<long>(_folder.Database, "SELECT x FROM a");
        await OpenAndCloseAsync(_folder.Database, First, Second);
        await OpenAndCloseAsync(_folder.Database, First, Second);
        Query<long>(_folder.Database, "SELECT x FROM a").ShouldBe(before);
        Query<long>(_folder.Database, "SELECT version FROM schema_migration ORDER BY version").ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_newer_database_is_refused_and_untouched()
    {
        await OpenAndCloseAsync(_folder.Database, First, Second);
        var refusal = Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First));
        refusal.Message.ShouldContain("has version 2; this Firstlight knows versions up to 1");
        await OpenAndCloseAsync(_folder.Database, First, Second);
    }

    [Fact]
    public async Task A_changed_migration_is_refused()
    {
        await OpenAndCloseAsync(_folder.Database, First);
        var changed = First with { Sql = "CREATE TABLE a (x TEXT)" };
        var refusal = Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, changed));
        refusal.Message.ShouldContain("another form of migration 1 (first)");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        await OpenAndCloseAsync(_folder.Database, First);
        Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First, Broken));
        Query<string>(_folder.Database, "SELECT name FROM sqlite_master WHERE name = 'b'").ShouldBeEmpty();
        await OpenAndCloseAsync(_folder.Database, First, Second);
    }

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_and_untouched()
    {
        var text = new string('n', 10_000);
        await File.WriteAllTextAsync(_folder.Database, text, CancellationToken.None);
        var refusal = Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First));
        refusal.Message.ShouldContain("is not a database");
        (await File.ReadAllTextAsync(_folder.Database, CancellationToken.None)).ShouldBe(text);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_untouched()
    {
        using (var other = new SqliteConnection($"Data Source={_folder.Database};Pooling=False"))
            other.Execute("CREATE TABLE theirs (x INTEGER)");
        var refusal = Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First));
        refusal.Message.ShouldContain("another program");
        Query<string>(_folder.Database, "SELECT name FROM sqlite_master").ShouldBe(["theirs"]);
    }

    [Fact]
    public void A_folder_in_its_place_is_refused()
    {
        Directory.CreateDirectory(_folder.Database);
        Should
            .Throw<DatabaseRefusedException>(() => Open(_folder.Database, First))
            .Message.ShouldContain("cannot be opened");
    }

    [Fact]
    public async Task A_second_program_is_refused_until_the_first_has_closed()
    {
        var first = Open(_folder.Database, First);
        var refusal = Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First));
        refusal.Message.ShouldContain("Another Firstlight uses the database");
        await first.CloseAsync();
        await OpenAndCloseAsync(_folder.Database, First);
    }

    [Fact]
    public async Task A_refused_start_keeps_nothing_locked()
    {
        await File.WriteAllTextAsync(_folder.Database, new string('n', 10_000), CancellationToken.None);
        Should.Throw<DatabaseRefusedException>(() => Open(_folder.Database, First));
        File.Delete(_folder.Database);
        await OpenAndCloseAsync(_folder.Database, First);
    }

    [Fact]
    public void The_migrations_of_the_program_are_numbered_without_a_gap()
    {
        var versions = Migration.InProgram("Sqlite").Select(migration => migration.Version).ToList();
        versions.ShouldBe(Enumerable.Range(1, versions.Count));
    }

    [Fact]
    public void A_checkout_with_other_line_ends_is_the_same_migration()
    {
        // Embedded scripts are read with their line ends made equal; nothing of a carriage return may reach the checksum.
        Migration.InProgram("Sqlite").ShouldAllBe(migration => !migration.Sql.Contains('\r'));
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_and_keys_are_checked()
    {
        var database = Open(_folder.Database, First);
        const int full = 2;
        (await PragmaAsync<string>(database, "journal_mode")).ShouldBe("wal");
        (await PragmaAsync<int>(database, "synchronous")).ShouldBe(full);
        (await PragmaAsync<int>(database, "foreign_keys")).ShouldBe(1);
        await database.CloseAsync();
    }

    private static Task<T?> PragmaAsync<T>(SqliteDatabase database, string name) =>
        database.WriteAsync(connection => connection.ExecuteScalar<T>($"PRAGMA {name}"), CancellationToken.None);

    private static SqliteDatabase Open(string path, params Migration[] migrations)
    {
        var database = new SqliteDatabase(path, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        database.Open(migrations);
        return database;
    }

    private static Task OpenAndCloseAsync(string path, params Migration[] migrations) =>
        Open(path, migrations).CloseAsync();

    private static List<T> Query<T>(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return connection.Query<T>(sql).AsList();
    }
}
