using Firstlight.Edgent.Tests.Configuration;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>One device of the world with its flash. What happens is counted, never kept: the world's own memory must not grow.</summary>
internal sealed class UnitInWorld
    : ICloudConnector,
        IResetButton,
        IStatusLight,
        IFirmwareUpdater,
        IRestart,
        IEntropy,
        ILogger
{
    public const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly World _world;
    private readonly SeededRandom _chance;
    private readonly ISlotFile[] _slots;
    private readonly TwoSlotConfigStore _store;
    private readonly EdgentBuilder _builder;
    private CancellationTokenSource _power = new();

    public UnitInWorld(World world, int seed, Func<EdgentOptions, EdgentOptions>? change, params ISlotFile[] slots)
    {
        (_world, _chance) = (world, new SeededRandom(seed));
        _slots = slots is [] ? [new MemorySlot(), new MemorySlot()] : slots;
        _store = new TwoSlotConfigStore(_slots[0], _slots[1]);
        Radio = new RadioInWorld(world);
        var options = new EdgentOptions
        {
            TemplateId = "TMPL00AABBCC",
            TemplateName = "Thermostat",
            FirmwareVersion = "1.0.0",
        };
        _builder = new EdgentBuilder(change?.Invoke(options) ?? options)
            .OnConnected(async cloud => await cloud.SyncAllAsync())
            .Every(TimeSpan.FromSeconds(60), async cloud => await cloud.WriteAsync(0, 21.5));
        Device = Build();
    }

    public RadioInWorld Radio { get; }

    public EdgentDevice Device { get; private set; }

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>The connection with which it is logged in; null for none.</summary>
    public CloudLine? Line { get; set; }

    public bool IsOnline => Line is { IsDead: false };

    /// <summary>When each connection was begun.</summary>
    public List<TimeSpan>? Dials { get; set; }

    public int Restarts { get; private set; }

    public int FlashWrites => _slots.OfType<MemorySlot>().Sum(slot => slot.Writes);

    public EdgentConfig Stored => _store.LoadAsync(default).GetAwaiter().GetResult() ?? new EdgentConfig();

    /// <summary>Stores settings that work, as if a phone had been here, and switches it on.</summary>
    public void PowerOn(Router router, params Router[] others)
    {
        Furnish(router, others);
        PowerOn();
    }

    /// <summary>Both of its slots were in use before.</summary>
    public void Furnish(Router router, params Router[] others)
    {
        var config = new EdgentConfig
        {
            Valid = true,
            Ssid = router.Ssid,
            Password = router.Password,
            Token = Token,
            Host = "cloud.example",
            Uid = "5f3c1b1e-0000-4000-8000-000000000000",
            FirmwareVersion = "1.0.0",
            Others = KnownNetworks.Of(others.Select(other => new KnownNetwork(other.Ssid, other.Password, null))),
        };
        _store.SaveAsync(config with { Ssid = "before" }, default).GetAwaiter().GetResult();
        _store.SaveAsync(config, default).GetAwaiter().GetResult();
    }

    /// <summary>A device without memory but its flash.</summary>
    public void PowerOn()
    {
        _power = CancellationTokenSource.CreateLinkedTokenSource(_world.End);
        Device = Build();
        _world.Do(() => Running = Device.RunAsync(_power.Token));
    }

    /// <summary>The plug is pulled.</summary>
    public void PowerOff()
    {
        _world.Do(_power.Cancel);
        Running.IsCompletedSuccessfully.ShouldBeTrue("a device without power stands still");
        Radio.GoDark();
    }

    /// <summary>The plug is pulled in the middle of something.</summary>
    public OperationCanceledException Cut()
    {
        _power.Cancel();
        return new OperationCanceledException(_power.Token);
    }

    /// <summary>What a phone on its access point asks; nothing when there is none.</summary>
    public void Ask(string path, string query = "")
    {
        var request = new PortalRequest
        {
            Method = "GET",
            Path = path,
            Query = query,
        };
        _world.Do(() => _ = Device.Portal.HandleAsync(request, _power.Token));
    }

    private EdgentDevice Build() =>
        _builder.Build(
            new EdgentPorts
            {
                Radio = Radio,
                Store = _store,
                Button = this,
                Light = this,
                Updater = this,
                Cloud = this,
                Restart = this,
                Time = _world.Time,
                Entropy = this,
                Log = this,
            }
        );

    public Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation)
    {
        Dials?.Add(_world.Now);
        return _world.Cloud.ConnectAsync(this, cancellation);
    }

    public void Listen(Action<bool> changed) { }

    public void Show(LightPattern pattern) { }

    public Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation) =>
        Task.FromResult(false);

    public Task RestartAsync(RestartReason reason, CancellationToken cancellation)
    {
        Restarts++;
        return Task.CompletedTask;
    }

    public void Fill(Span<byte> bytes) => _chance.Fill(bytes);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    /// <summary>Nothing that fails by itself may be part of an ordinary outage.</summary>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => exception.ShouldBeNull(formatter(state, exception));
}
