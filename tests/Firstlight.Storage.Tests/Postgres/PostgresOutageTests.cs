using Firstlight.Core;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>The server dies, and comes back. These tests have one of their own to kill.</summary>
public abstract class PostgresOutage(ITestOutputHelper output, bool isShared) : IAsyncLifetime
{
    private const string Database = "firstlight";
    private const int Kills = 4;
    private const string CountCommitting =
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep'";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Clock _clock = new();
    private PostgresProcess _server = null!;
    private PostgresStorage _storage = null!;
    private WritersAtWork _writers = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresProcess.StartAsync(None);
        await _server.CreateDatabaseAsync(Database, None);
        _storage = new PostgresStorage(_server.SettingsFor(Database), _clock) { IsShared = isShared };
        await _storage.OpenAsync();
        _writers = new WritersAtWork(_storage);
    }

    public async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        await _storage.DisposeAsync();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_the_servers_death_and_no_id_is_given_twice()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"Seed {seed}");
        var random = new SeededRandom(seed);
        _writers.Start();
        for (var kill = 0; kill < Kills; kill++)
        {
            await _writers.AcknowledgeAsync(100 + random.Below(300));
            await _server.KillAsync();
            await _server.StartAgainAsync(None);
        }

        await _writers.AcknowledgeAsync(1);
        await _writers.StopAsync();
        output.WriteLine($"{_writers.Acknowledged} acknowledged, {_writers.Unavailable} told to come again");
        await _writers.CheckAsync($"with seed {seed}");
    }

    [Fact]
    public async Task A_restart_is_waited_for_by_what_has_not_begun()
    {
        var before = await _writers.StoreAsync();
        _clock.StandsStill = true;
        await _server.KillAsync();
        var read = _writers.FindAsync(before);
        var write = _writers.StoreAsync();
        await _server.StartAgainAsync(None);
        (await read).ShouldNotBeNull();
        (await _writers.FindAsync(await write)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_stays_away_is_unavailable_and_never_an_unknown_token()
    {
        var id = await _writers.StoreAsync();
        await _server.KillAsync();
        await Task.WhenAll(
            Should.ThrowAsync<StorageUnavailableException>(() => _writers.FindAsync(id)),
            Should.ThrowAsync<StorageUnavailableException>(() => _writers.StoreAsync())
        );
        var check = new StorageHealthCheck(_storage.Database);
        (await check.CheckHealthAsync(new HealthCheckContext(), None)).Status.ShouldBe(HealthStatus.Unhealthy);

        await _server.StartAgainAsync(None);
        (await check.CheckHealthAsync(new HealthCheckContext(), None)).Status.ShouldBe(HealthStatus.Healthy);
        (await _writers.FindAsync(id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_commit_that_is_cut_off_is_told_as_what_became_of_it()
    {
        await _server.ExecuteAsync(
            """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON template DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION wait();
            """,
            None,
            Database
        );
        var insert = _storage.Templates.TryInsertAsync(Sample.Template(), None);
        await Until.TrueAsync(
            async () =>
                await _server.ExecuteAsync(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'COMMIT' AND wait_event = 'PgSleep'",
                    None
                ) == "t",
            "the commit is under way",
            None
        );
        var fault = await Should.ThrowAsync<StorageUnavailableException>(() => insert);
        fault.Message.ShouldContain("nothing was written");
        (await _storage.Templates.ReadAllAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_that_goes_on_without_its_client_is_never_told_as_not_written()
    {
        await _storage.CloseAsync();
        var impatient = new PostgresStorage(_server.SettingsFor(Database) + ";Command Timeout=2")
        {
            IsShared = isShared,
        };
        await impatient.OpenAsync();
        await _server.ExecuteAsync(
            """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL;
                EXCEPTION WHEN query_canceled THEN PERFORM pg_sleep(3); RETURN NULL; END';
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON template DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION wait();
            """,
            None,
            Database
        );

        var isWritten = await IsWrittenAsync(impatient);
        await Until.TrueAsync(
            async () => await _server.ExecuteAsync(CountCommitting, None) == "0",
            "the server has ended it",
            None
        );
        var stored = await impatient.Templates.ReadAllAsync(None);
        if (isWritten is not null)
            stored.Count.ShouldBe(isWritten.Value ? 1 : 0);
        await impatient.CloseAsync();
    }

    /// <summary>What its caller was told; null when it is not known.</summary>
    private static async Task<bool?> IsWrittenAsync(PostgresStorage storage)
    {
        try
        {
            return await storage.Templates.TryInsertAsync(Sample.Template(), None);
        }
        catch (StorageUnavailableException fault)
        {
            return fault.Message.Contains("nothing was written", StringComparison.Ordinal) ? false : null;
        }
    }

    /// <summary>While it stands still, patience has no end: how long a server takes to start is not what is tested.</summary>
    private sealed class Clock : TimeProvider
    {
        public bool StandsStill { get; set; }

        public override long GetTimestamp() => StandsStill ? 0 : base.GetTimestamp();
    }
}

public sealed class PostgresOutageTests(ITestOutputHelper output) : PostgresOutage(output, isShared: false);

public sealed class SharedOutageTests(ITestOutputHelper output) : PostgresOutage(output, isShared: true);
