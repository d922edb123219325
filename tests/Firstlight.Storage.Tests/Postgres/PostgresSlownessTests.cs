using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>The server is there and has no time: what is slow does not fail, and what fails is not lost.</summary>
public sealed class PostgresSlownessTests : IAsyncLifetime
{
    private const string Database = "firstlight";

    private static readonly CancellationToken None = CancellationToken.None;

    private PostgresProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresProcess.StartAsync(None);
        await _server.CreateDatabaseAsync(Database, None);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_server_that_stands_still_for_a_while_fails_no_write()
    {
        const int callers = 500;
        await using var storage = new PostgresStorage(_server.SettingsFor(Database));
        await storage.OpenAsync();
        await using var writers = new WritersAtWork(storage);
        await writers.StoreAsync();

        await _server.PauseAsync(None);
        var writes = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => writers.StoreAsync()));
        // Longer than one connection attempt, one read or the patience with a server that is away may take.
        await Task.Delay(TimeSpan.FromSeconds(17), TimeProvider.System, None);
        writes.IsCompleted.ShouldBeFalse();
        _server.Resume();

        var ids = await writes;
        ids.Distinct().Count().ShouldBe(callers);
        foreach (var id in ids)
            (await writers.FindAsync(id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_stands_still_for_too_long_loses_nothing_and_is_used_again()
    {
        await using var storage = new PostgresStorage(_server.SettingsFor(Database) + ";Command Timeout=2");
        await storage.OpenAsync();
        await using var writers = new WritersAtWork(storage);
        writers.Start();
        for (var round = 0; round < 3; round++)
        {
            await writers.AcknowledgeAsync(100);
            await _server.PauseAsync(None);
            await writers.RefuseAsync(1);
            _server.Resume();
        }

        await writers.AcknowledgeAsync(100);
        await writers.StopAsync();
        await writers.CheckAsync();
    }
}
