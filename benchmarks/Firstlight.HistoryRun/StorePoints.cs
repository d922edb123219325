using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage;
using Firstlight.Storage.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.HistoryRun;

/// <summary>The store itself: a point, the device's newest value and, if wanted, the minute that the point is in.</summary>
internal sealed class StorePoints : IPoints
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-history-");
    private readonly ServiceProvider _services;

    private StorePoints(string? settings) =>
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddStorage(Path.Combine(_folder.FullName, "firstlight.db"), settings)
            .BuildServiceProvider();

    public PointKeeping Keeping { get; set; } = PointKeeping.Point;

    /// <summary>In the database of <paramref name="settings"/>, or in SQLite in a folder that ends with it.</summary>
    public static async Task<StorePoints> OpenAsync(string? settings, CancellationToken cancellation)
    {
        var store = new StorePoints(settings);
        foreach (var service in store._services.GetServices<IHostedService>())
            await service.StartAsync(cancellation);
        return store;
    }

    /// <summary>Stores devices that points may come from; their ids.</summary>
    public async Task<long[]> AddDevicesAsync(int count, CancellationToken cancellation)
    {
        await _services.GetRequiredService<ITemplateStore>().TryInsertAsync(Sample.Template(), cancellation);
        var activation = _services.GetRequiredService<IActivationStore>();
        return await Task.WhenAll(Enumerable.Range(0, count).Select(_ => AddDeviceAsync(activation, cancellation)));
    }

    public Task AppendAsync(IReadOnlyList<Point> points, CancellationToken cancellation)
    {
        var values = points
            .Select(point => new ValueRecord(
                new DeviceId(point.Device),
                new VirtualPin((byte)point.Pin),
                point.Value,
                new DateTimeOffset(point.At, TimeSpan.Zero),
                IsLatest: true
            )
            {
                Keeping = Keeping,
            })
            .ToList();
        var batch = new FleetBatch(values, [], [], [], []);
        return _services.GetRequiredService<IFleetStore>().AppendAsync(batch, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<long> AddDeviceAsync(IActivationStore store, CancellationToken cancellation)
    {
        var device = Sample.Device(await store.ReserveDeviceIdAsync(cancellation));
        await store.InsertDeviceAsync(device, Sample.Token(device.Id, null, TokenState.Active), cancellation);
        return device.Id.Value;
    }
}
