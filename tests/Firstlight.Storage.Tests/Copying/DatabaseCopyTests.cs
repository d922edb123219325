using Dapper;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage.Copying;
using Firstlight.Storage.Engine;
using Firstlight.Storage.Tests.Postgres;
using Firstlight.Storage.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Storage.Tests.Copying;

/// <summary>An installation moves to PostgreSQL and back, and is the same.</summary>
public sealed class DatabaseCopyTests(PostgresFixture server) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private string _name = "";
    private string _settings = "";

    private string Back => Path.Combine(_folder.Path, "back.db");

    public async ValueTask InitializeAsync()
    {
        _name = await server.CreateEmptyDatabaseAsync();
        _settings = (await server.ServerAsync()).SettingsFor(_name);
    }

    public async ValueTask DisposeAsync()
    {
        await (await server.ServerAsync()).DropDatabaseAsync(_name, None);
        _folder.Dispose();
    }

    [Fact]
    public async Task There_and_back_everything_is_the_same_and_no_id_is_given_twice()
    {
        var deleted = await FillAsync();
        var there = await CopyAsync(_folder.Database, _settings);
        var back = await CopyAsync(_settings, Back);

        there.Select(table => table.Name).ShouldBe(TableToCopy.All.Select(table => table.Name));
        back.ShouldBe(there);
        there.Single(table => table.Name == "history").Rows.ShouldBe(12_000);
        there.Single(table => table.Name == "organisation").Rows.ShouldBe(3);

        await using var original = new SqliteStorage(_folder.Database);
        await original.OpenAsync();
        await using var moved = new PostgresStorage(_settings);
        await moved.OpenAsync();
        await using var returned = new SqliteStorage(Back);
        await returned.OpenAsync();
        foreach (var storage in (StorageUnderTest[])[moved, returned])
        {
            (await storage.Templates.ReadAllAsync(None)).ShouldHold(await original.Templates.ReadAllAsync(None));
            var person = Sample.Person("next@example.org");
            await storage.Accounts.TryInsertAsync(person, None);
            person.Id.Value.ShouldBeGreaterThan(deleted.Value);
            var mark = (await storage.Get<IInstallationMarks>().ListAsync("key", None)).ShouldHaveSingleItem();
            mark.Value.ShouldBe(new byte[] { 0, 255 });
            (await storage.Statics.FindByClaimKeyAsync(-5, None)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Every_table_is_copied()
    {
        await using var storage = await SqliteStorage.OpenNewAsync();
        var tables = await storage.Database.ReadAsync(
            connection =>
                connection
                    .Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                    .Except(["schema_migration"])
                    .ToList(),
            None
        );
        TableToCopy.All.Select(table => table.Name).ShouldBe(tables, ignoreOrder: true);
    }

    [Fact]
    public async Task A_target_that_holds_something_is_refused_and_left_alone()
    {
        await FillAsync();
        await using (var used = new PostgresStorage(_settings))
        {
            await used.OpenAsync();
            await used.Accounts.TryInsertAsync(Sample.Person("ada@example.org"), None);
        }

        var refusal = await Should.ThrowAsync<DatabaseRefusedException>(() => CopyAsync(_folder.Database, _settings));
        refusal.Message.ShouldContain("something in its table person");
        await using var still = new PostgresStorage(_settings);
        await still.OpenAsync();
        (await still.Accounts.FindByEmailAsync("ADA@EXAMPLE.ORG", None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_is_used_by_nobody()
    {
        await FillAsync();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            CopyAsync(_folder.Database, _settings, table => throw new OperationCanceledException(table.Name))
        );
        var refusal = await Should.ThrowAsync<DatabaseRefusedException>(() =>
            new PostgresStorage(_settings).OpenAsync()
        );
        refusal.Message.ShouldContain("is an unfinished copy");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made()
    {
        var missing = Path.Combine(_folder.Path, "missing.db");
        (await Should.ThrowAsync<DatabaseRefusedException>(() => CopyAsync(missing, _settings))).Message.ShouldContain(
            missing
        );
        File.Exists(missing).ShouldBeFalse();
    }

    [Fact]
    public void Rows_that_differ_in_one_value_are_told_apart_in_whatever_order()
    {
        var (one, same, other) = (new TableDigest(), new TableDigest(), new TableDigest());
        one.Add([1L, "a", null]);
        one.Add([2L, "b", 1.5]);
        same.Add([2L, "b", 1.5]);
        same.Add([true, "a", null]);
        other.Add([1L, "a", null]);
        other.Add([2L, "b", 1.25]);
        one.IsSameAs(same).ShouldBeTrue();
        one.IsSameAs(other).ShouldBeFalse();
    }

    /// <summary>Answers the id of a person who is gone.</summary>
    private async Task<UserId> FillAsync()
    {
        await using var storage = new SqliteStorage(_folder.Database);
        await storage.OpenAsync();
        await storage.Templates.TryInsertAsync(Sample.Template(), None);
        foreach (var name in (string[])["first", "second"])
            await storage.Organisations.TryInsertAsync(
                new Organisation(default, OrganisationId.Root, name, SignUpMode.Off, Sample.Now),
                None
            );
        await storage.Database.WriteAsync(
            connection =>
                connection.Execute(
                    "UPDATE organisation SET parent_id = 3 WHERE name = 'first'; UPDATE organisation SET name = 'odd ' || char(0) || ' name' WHERE id = 3"
                ),
            None
        );
        var device = Sample.Device(await storage.Activation.ReserveDeviceIdAsync(None)) with { Online = true };
        await storage.Activation.InsertDeviceAsync(device, Sample.Token(device.Id, null, TokenState.Active), None);
        await storage.Fleet.AppendAsync(
            Sample.Batch(
                values:
                [
                    .. Enumerable
                        .Range(0, 12_000)
                        .Select(second => new ValueRecord(
                            device.Id,
                            new VirtualPin(1),
                            $"{second}\0.5",
                            Sample.Now.AddSeconds(second),
                            IsLatest: true
                        )),
                ]
            ),
            None
        );
        await storage.Get<IInstallationMarks>().JoinAsync("key", [new InstallationMark("a key", [0, 255])], None);
        var person = Sample.Person("gone@example.org");
        await storage.Accounts.TryInsertAsync(person, None);
        await storage.Accounts.DeleteAsync(person.Id, None);
        return person.Id;
    }

    private static async Task<IReadOnlyList<CopiedTable>> CopyAsync(
        string from,
        string to,
        Action<CopiedTable>? progress = null
    )
    {
        var tables = new List<CopiedTable>();
        await DatabaseCopy.RunAsync(
            from,
            to,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            progress ?? tables.Add,
            None
        );
        return tables;
    }
}
