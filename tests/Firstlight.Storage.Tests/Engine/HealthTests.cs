using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Tests.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>Not ready while nothing can be written, and ready again without a call from outside.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SqliteStorage _storage = new();

    public async ValueTask InitializeAsync() => await _storage.OpenAsync();

    public async ValueTask DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task When_another_program_holds_the_file()
    {
        await ExecuteAsync("PRAGMA busy_timeout = 0");
        await using var other = new SqliteConnection($"Data Source={_storage.Path};Pooling=False");
        await other.OpenAsync(None);
        await other.ExecuteAsync("BEGIN IMMEDIATE");
        await ShouldBeUnavailableAsync();

        await other.ExecuteAsync("ROLLBACK");
        (await AskAsync()).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task When_every_statement_is_refused()
    {
        await ExecuteAsync(
            """
            CREATE TEMP TRIGGER no_template BEFORE INSERT ON template BEGIN SELECT RAISE(ABORT, 'disk'); END;
            CREATE TEMP TRIGGER no_counter BEFORE UPDATE ON counter BEGIN SELECT RAISE(ABORT, 'disk'); END;
            """
        );
        await ShouldBeUnavailableAsync();

        await ExecuteAsync("DROP TRIGGER no_template; DROP TRIGGER no_counter");
        (await AskAsync()).ShouldBe(HealthStatus.Healthy);
    }

    private async Task ShouldBeUnavailableAsync()
    {
        (await AskAsync()).ShouldBe(HealthStatus.Healthy, "nobody has tried yet");
        await Should.ThrowAsync<StorageUnavailableException>(() =>
            _storage.Templates.TryInsertAsync(Sample.Template(), None)
        );
        (await AskAsync()).ShouldBe(HealthStatus.Unhealthy);
        (await AskAsync()).ShouldBe(HealthStatus.Unhealthy);
    }

    private async Task<HealthStatus> AskAsync() =>
        (await new StorageHealthCheck(_storage.Database).CheckHealthAsync(new HealthCheckContext(), None)).Status;

    private Task ExecuteAsync(string sql) => _storage.Database.WriteAsync(connection => connection.Execute(sql), None);
}
