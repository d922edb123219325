using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet.Tests;

/// <summary>A started fleet over fakes and a clock that stands still.</summary>
internal sealed class TestFleet : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _stopped;

    private TestFleet(Action<FleetOptions>? configure, string? node = null, TestFleet? beside = null)
    {
        Time = beside?.Time ?? new ManualTime();
        Store = beside?.Store ?? new FakeFleetStore();
        Homes = beside?.Homes ?? new FakeHomes(Store);
        Backbones = beside?.Backbones ?? new FakeBackbones();
        Catalog = beside?.Catalog ?? new FakeCatalog();
        Devices = beside?.Devices ?? new FakeDevices(Time);
        Shipments = beside?.Shipments ?? new FakeShipments();
        Template = beside?.Template ?? Catalog.Add();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IFleetStore>(Store);
        services.AddSingleton<IHistoryStore>(Past);
        services.AddSingleton<IDeviceFileStore>(Files);
        services.AddSingleton<IRandomSource>(new SeededRandom(seed: 7));
        services.AddSingleton<ITemplateCatalog>(Catalog);
        services.AddSingleton<ILiveEvents>(Live);
        services.AddSingleton<IAdmission>(Devices);
        services.AddSingleton<IOrganisationTree>(new FakeOrganisations());
        services.AddSingleton<IDeviceRegistry>(Devices);
        services.AddSingleton<IDeviceStore>(Devices);
        services.AddSingleton<IDeviceZones>(Devices);
        services.AddSingleton<IDeviceTokens>(Devices);
        services.AddSingleton<IShipmentStore>(Shipments);
        services.AddSingleton<IRandomSource>(new SeededRandom(1));
        if (node is not null)
        {
            services.AddSingleton<IHomeStore>(Homes);
            services.AddSingleton<INodeStore>(Homes);
            services.AddSingleton(provider => Backbones.Join(() => provider.GetRequiredService<NodeSeat>().Node));
            services.AddSharedHomes(node);
        }

        services.AddFleet();
        if (configure is not null)
            services.Configure(configure);
        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; }

    public FakeFleetStore Store { get; }

    /// <summary>Where devices live when there are several nodes.</summary>
    public FakeHomes Homes { get; }

    public FakeBackbones Backbones { get; }

    public FakeHistoryStore Past { get; } = new();

    public FakeFileStore Files { get; } = new();

    public FakeCatalog Catalog { get; }

    public RecordingLiveEvents Live { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public FakeDevices Devices { get; }

    public FakeShipments Shipments { get; }

    public Template Template { get; private set; }

    public IDeviceDoor Door => Get<IDeviceDoor>();

    public IFleet Fleet => Get<IFleet>();

    public Outbox Outbox => Get<Outbox>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<TestFleet> StartAsync(
        Action<FleetOptions>? configure = null,
        TimeSpan? offlineAfter = null
    )
    {
        var fleet = new TestFleet(configure);
        if (offlineAfter is { } wait)
        {
            fleet.Template = fleet.Template with { OfflineAfter = wait };
            fleet.Catalog.Templates[fleet.Template.Id] = fleet.Template;
        }

        foreach (var service in fleet._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return fleet;
    }

    /// <summary>One of several nodes: the first, or another one at the same database.</summary>
    public static async Task<TestFleet> StartNodeAsync(
        string name,
        TestFleet? beside = null,
        Action<FleetOptions>? configure = null
    )
    {
        var fleet = new TestFleet(configure, name, beside);
        foreach (var service in fleet._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return fleet;
    }

    public (DeviceId Device, AuthToken Token) AddDevice() => Devices.AddDevice(Template.Id);

    public (DeviceId Device, AuthToken Token) AddPending(DeviceId? device = null) =>
        Devices.AddPending(Template.Id, device);

    public async Task<IDeviceSession> ConnectAsync(AuthToken token, FakeLink? link = null)
    {
        var arrival = await Door.ConnectAsync(token, link ?? new FakeLink(), CancellationToken.None);
        return arrival.ShouldBeOfType<Arrival.Accepted>().Session;
    }

    public async Task<IDeviceActions> VisitAsync(AuthToken token) =>
        (await Door.VisitAsync(token, CancellationToken.None)).ShouldBeOfType<Visit.Accepted>().Device;

    public HardwareReport Report(string? version = null) =>
        new() { TemplateId = Template.Id.Value, FirmwareVersion = version ?? "1.0.0" };

    /// <summary>Lets everything written so far reach the store.</summary>
    public Task FlushAsync()
    {
        Time.Advance(TimeSpan.FromMilliseconds(500));
        return Until(() => Outbox.IsEmpty);
    }

    /// <summary>Waits for another thread to get there.</summary>
    public static async Task Until(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(5))
                throw new TimeoutException("It did not happen within five seconds.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves the clock in steps until it happened.</summary>
    public Task AdvanceUntil(Func<bool> condition, TimeSpan? step = null) =>
        Until(() =>
        {
            if (condition())
                return true;
            Time.Advance(step ?? TimeSpan.FromMilliseconds(100));
            return false;
        });

    public async Task<HealthStatus> HealthAsync()
    {
        var report = await Get<HealthCheckService>()
            .CheckHealthAsync(static check => check.Tags.Contains("ready"), TestContext.Current.CancellationToken);
        return report.Status;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        _stopped = true;
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            Store.Fault = null;
            Store.Release();
            var stop = StopAsync(CancellationToken.None);
            await AdvanceUntil(() => stop.IsCompleted);
            await stop;
        }

        await _services.DisposeAsync();
    }
}
