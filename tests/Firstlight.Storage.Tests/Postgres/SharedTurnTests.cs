using Dapper;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>Several nodes write to one database, whose server these tests have for themselves.</summary>
public sealed class SharedTurnTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Database = "firstlight";
    private const int Kills = 3;

    private static readonly CancellationToken None = CancellationToken.None;

    private PostgresProcess _server = null!;
    private PostgresStorage _north = null!;
    private PostgresStorage _south = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresProcess.StartAsync(None);
        await _server.CreateDatabaseAsync(Database, None);
        (_north, _south) = (Shared(), Shared());
        // Both find the database empty.
        await Task.WhenAll(Task.Run(_north.OpenAsync, None), Task.Run(_south.OpenAsync, None));
    }

    public async ValueTask DisposeAsync()
    {
        await _north.DisposeAsync();
        await _south.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_nodes_with_other_keys_that_begin_at_once_one_is_of_the_installation()
    {
        Task<IReadOnlyList<InstallationMark>> JoinAsync(PostgresStorage node, string key) =>
            node.Get<IInstallationMarks>().JoinAsync("key", [new InstallationMark(key, [1])], None);

        var joined = await Task.WhenAll(JoinAsync(_north, "north's"), JoinAsync(_south, "south's"));

        joined[0].ShouldHaveSingleItem().Name.ShouldBe(joined[1].ShouldHaveSingleItem().Name);
    }

    [Fact]
    public async Task What_two_nodes_were_told_survives_the_servers_death_and_no_id_is_given_twice()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"Seed {seed}");
        var random = new SeededRandom(seed);
        await using var north = new WritersAtWork(_north);
        await using var south = new WritersAtWork(_south);
        north.Start();
        south.Start();
        for (var kill = 0; kill < Kills; kill++)
        {
            await north.AcknowledgeAsync(100 + random.Below(200));
            await south.AcknowledgeAsync(100);
            await _server.KillAsync();
            await _server.StartAgainAsync(None);
        }

        await north.AcknowledgeAsync(100);
        await south.AcknowledgeAsync(100);
        await north.StopAsync();
        await south.StopAsync();
        output.WriteLine($"{north.Acknowledged} and {south.Acknowledged} acknowledged");
        await north.CheckAsync($"with seed {seed}");
        await south.CheckAsync($"with seed {seed}");
    }

    [Fact]
    public async Task A_program_alone_and_nodes_refuse_each_others_database()
    {
        var alone = new PostgresStorage(_north.Settings);
        await Should.ThrowAsync<DatabaseRefusedException>(alone.OpenAsync);
        await _north.CloseAsync();
        await Should.ThrowAsync<DatabaseRefusedException>(alone.OpenAsync);
        await _south.CloseAsync();
        await alone.OpenAsync();
        await Should.ThrowAsync<DatabaseRefusedException>(Shared().OpenAsync);
        await alone.CloseAsync();
    }

    [Fact]
    public async Task A_node_that_stops_in_the_middle_of_its_turn_loses_it()
    {
        using var goOn = new ManualResetEventSlim();
        var inTurn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stuck = _north.Database.WriteAsync(
            connection =>
            {
                connection.Execute("UPDATE organisation SET name = 'never' WHERE id = 1");
                inTurn.TrySetResult();
                return goOn.Wait(TimeSpan.FromMinutes(2), None);
            },
            None
        );
        await inTurn.Task.WaitAsync(TimeSpan.FromMinutes(1), None);

        (await _south.Activation.ReserveSessionIdAsync(None)).Value.ShouldBeGreaterThan(0);
        goOn.Set();

        await Should.ThrowAsync<StorageUnavailableException>(() => stuck);
        (await _server.ExecuteAsync("SELECT name FROM organisation", None, Database)).ShouldNotContain("never");
        await Until.TrueAsync(() => CanReserveAsync(_north), "it writes again", None);
    }

    [Fact]
    public async Task Whatever_order_two_nodes_come_in_a_devices_history_is_that_of_its_homes()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"Seed {seed}");
        var race = await HomeRace.PrepareAsync(_north, _south, seed);

        await race.RunAsync();
        await race.CheckAsync();

        output.WriteLine($"{race.Moves} moves, {race.Written} values written, {race.Refused} refused");
        race.Moves.ShouldBeGreaterThan(20);
        race.Refused.ShouldBeGreaterThan(0);
    }

    private PostgresStorage Shared() => new(_server.SettingsFor(Database)) { IsShared = true };

    private static async Task<bool> CanReserveAsync(PostgresStorage storage)
    {
        try
        {
            await storage.Get<INodeStore>().RegisterAsync("north", None);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
