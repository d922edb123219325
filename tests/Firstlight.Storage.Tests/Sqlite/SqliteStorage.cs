using Firstlight.Storage.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Storage.Tests.Sqlite;

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteStorage : StorageUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProvider? _services;

    public string Path => _folder.Database;

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
        _services = Build(Path);
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
    }

    public override async Task CloseAsync()
    {
        foreach (var service in Services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
    }

    public static ServiceProvider Build(string path) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSqliteStorage(path)
            .BuildServiceProvider();

    protected override void Remove() => _folder.Dispose();
}
