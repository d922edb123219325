using System.Globalization;
using Firstlight.TestKit.Programs;

[assembly: AssemblyFixture(typeof(Firstlight.Storage.Tests.Postgres.PostgresFixture))]

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>One server for all tests of a run. Each test has a database of its own, a copy of one that is migrated.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Migrated = "migrated";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Lazy<Task<PostgresProcess>> _server = new(StartAsync);
    private long _databases;

    /// <summary>Started by the first test that needs it: a run of others does not pay for it.</summary>
    public Task<PostgresProcess> ServerAsync() => _server.Value;

    /// <summary>A new database with the tables of this program; its name.</summary>
    public Task<string> CreateDatabaseAsync() => CreateAsync(Migrated);

    /// <summary>A new database without any table; its name.</summary>
    public Task<string> CreateEmptyDatabaseAsync() => CreateAsync("template0");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }

    private static async Task<PostgresProcess> StartAsync()
    {
        var server = await PostgresProcess.StartAsync(None);
        try
        {
            await server.CreateDatabaseAsync(Migrated, None);
            await using var storage = new PostgresStorage(server.SettingsFor(Migrated));
            await storage.OpenAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task<string> CreateAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await (await ServerAsync()).CreateDatabaseAsync(name, None, template);
        return name;
    }
}
