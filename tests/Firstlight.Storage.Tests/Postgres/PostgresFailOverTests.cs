using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>Two servers, one of which follows the other and takes over. One engine sees it all and is never restarted.</summary>
public abstract class PostgresFailOver(ITestOutputHelper output, bool isShared) : IAsyncLifetime
{
    private const string Database = "firstlight";

    private static readonly CancellationToken None = CancellationToken.None;

    private PostgresProcess _first = null!;
    private PostgresProcess _second = null!;

    public async ValueTask InitializeAsync()
    {
        _first = await PostgresProcess.StartAsync(None);
        await _first.CreateDatabaseAsync(Database, None);
        _second = await _first.StartStandbyAsync(None);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_the_death_of_the_server_that_takes_writes()
    {
        await using var storage = await OpenAsync();
        await using var writers = new WritersAtWork(storage);
        writers.Start();
        await writers.AcknowledgeAsync(500);
        await _first.KillAsync();
        var before = writers.Acknowledged;
        await _second.PromoteAsync(None);
        await writers.AcknowledgeAsync(500);
        await writers.StopAsync();

        output.WriteLine(
            $"{before} acknowledged by the first, {writers.Acknowledged - before} by the second, {writers.Unavailable} told to come again"
        );
        await writers.CheckAsync();
    }

    [Fact]
    public async Task A_server_that_comes_back_after_another_took_over_is_neither_written_to_nor_believed()
    {
        await using var storage = await OpenAsync();
        await using var writers = new WritersAtWork(storage);
        await writers.StoreAsync();
        await _first.KillAsync();
        await _second.PromoteAsync(None);
        var later = await writers.StoreAsync();

        // As a careless operator brings it back: it takes writes, and is the first that the settings name.
        await _first.StartAgainAsync(None);
        await _first.WaitForStandbyAsync("", None);
        var written = await WrittenOnFirstAsync();
        await _second.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Database}'",
            None
        );
        await Until.TrueAsync(
            async () =>
            {
                try
                {
                    return await writers.FindAsync(await writers.StoreAsync()) is not null;
                }
                catch (StorageUnavailableException)
                {
                    return false;
                }
            },
            "writing goes on, on the second",
            None
        );
        (await WrittenOnFirstAsync()).ShouldBe(written);

        // A program that has just started and knows nothing of it chooses as well.
        await storage.RestartAsync();
        (await writers.FindAsync(later)).ShouldNotBeNull();
        (await WrittenOnFirstAsync()).ShouldBe(written);

        // With the right one away, the wrong one is still not asked.
        await _second.KillAsync();
        var refusals = await Task.WhenAll(
            Should.ThrowAsync<StorageUnavailableException>(() => writers.FindAsync(later)),
            Should.ThrowAsync<StorageUnavailableException>(() => writers.StoreAsync())
        );
        refusals.ShouldAllBe(refusal => refusal.Message.Contains("another has taken over", StringComparison.Ordinal));
        (await WrittenOnFirstAsync()).ShouldBe(written);
    }

    [Fact]
    public async Task A_commit_that_has_not_reached_the_stand_by_is_not_acknowledged()
    {
        await using var storage = await OpenAsync(";Command Timeout=2");
        await using var writers = new WritersAtWork(storage);
        await writers.StoreAsync();
        await _second.PauseAsync(None);
        var insert = storage.Templates.TryInsertAsync(Sample.Template(), None);
        var fault = await Should.ThrowAsync<StorageUnavailableException>(() => insert);
        fault.Message.ShouldContain("not known");

        _second.Resume();
        await writers.StoreAsync();
        (await storage.Templates.ReadAllAsync(None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_stand_by_that_was_behind_is_not_written_to_until_the_program_starts_again()
    {
        await using var storage = await OpenAsync();
        await using var writers = new WritersAtWork(storage);
        await writers.StoreAsync();
        await _first.WaitForStandbyAsync("", None);
        await _second.KillAsync();
        await writers.StoreAsync();
        await _first.KillAsync();
        await _second.StartAgainAsync(None);
        await _second.PromoteAsync(None);

        var refusal = await Should.ThrowAsync<StorageUnavailableException>(() => writers.StoreAsync());
        refusal.Message.ShouldContain("commits which were acknowledged");
        storage.Database.IsFailing.ShouldBeTrue();

        await storage.RestartAsync();
        (await writers.FindAsync(await writers.StoreAsync())).ShouldNotBeNull();
    }

    private async Task<PostgresStorage> OpenAsync(string more = "")
    {
        var storage = new PostgresStorage(_first.SettingsFor(Database, _second) + more) { IsShared = isShared };
        await storage.OpenAsync();
        return storage;
    }

    private Task<string> WrittenOnFirstAsync() => _first.ExecuteAsync("SELECT written FROM writer", None, Database);
}

public sealed class PostgresFailOverTests(ITestOutputHelper output) : PostgresFailOver(output, isShared: false);

public sealed class SharedFailOverTests(ITestOutputHelper output) : PostgresFailOver(output, isShared: true);
