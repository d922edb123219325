using Firstlight.Storage.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Storage.Tests.Sqlite;

/// <summary>SQLite in a file.</summary>
public sealed class SqliteStorage : StorageUnderTest
{
    private readonly TemporaryFolder? _folder;
    private ServiceProvider? _services;

    public SqliteStorage()
    {
        _folder = new TemporaryFolder();
        Path = _folder.Database;
    }

    /// <summary>A file that the caller made and removes.</summary>
    public SqliteStorage(string path) => Path = path;

    public string Path { get; }

    public override IServiceProvider Services => _services ?? throw new InvalidOperationException("Not open yet.");

    internal SqliteDatabase Database => Get<SqliteDatabase>();

    public static async Task<SqliteStorage> OpenNewAsync()
    {
        var storage = new SqliteStorage();
        await storage.OpenAsync();
        return storage;
    }

    public override async Task OpenAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        _services = Build(Path);
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
    }

    public override async Task CloseAsync()
    {
        foreach (var service in Services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
    }

    private static ServiceProvider Build(string path) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSqliteStorage(path)
            .BuildServiceProvider();

    protected override Task RemoveAsync()
    {
        _folder?.Dispose();
        return Task.CompletedTask;
    }
}
