using Firstlight.Storage.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Storage.Tests.Postgres;

/// <summary>PostgreSQL.</summary>
public sealed class PostgresStorage : StorageUnderTest
{
    private readonly PostgresFixture? _fixture;
    private readonly TimeProvider? _time;
    private string? _database;
    private string? _settings;
    private ServiceProvider? _services;

    /// <summary>A database of its own, made when it is first opened.</summary>
    public PostgresStorage(PostgresFixture fixture) => _fixture = fixture;

    /// <summary>A database that the caller made and removes.</summary>
    public PostgresStorage(string settings, TimeProvider? time = null) => (_settings, _time) = (settings, time);

    /// <summary>One of several that use the database in turns.</summary>
    public bool IsShared { get; init; }

    public string Settings => _settings ?? throw new InvalidOperationException("Not open yet.");

    public override IServiceProvider Services => _services ?? throw new InvalidOperationException("Not open yet.");

    internal PostgresDatabase Database => Get<PostgresDatabase>();

    public override async Task OpenAsync()
    {
        if (_settings is null)
        {
            _database = await _fixture!.CreateDatabaseAsync();
            _settings = (await _fixture.ServerAsync()).SettingsFor(_database);
        }

        if (_services is not null)
            await _services.DisposeAsync();
        var services = new ServiceCollection().AddLogging().AddSingleton(_time ?? TimeProvider.System);
        _services = (
            IsShared ? services.AddSharedPostgresStorage(_settings) : services.AddPostgresStorage(_settings)
        ).BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
    }

    public override async Task CloseAsync()
    {
        foreach (var service in Services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
    }

    protected override async Task RemoveAsync()
    {
        if (_database is not null)
            await (await _fixture!.ServerAsync()).DropDatabaseAsync(_database, CancellationToken.None);
    }
}
