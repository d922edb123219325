using Firstlight.Edgent.Tests.Configuration;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Tests.Fakes;

/// <summary>A device on a bench: every part around it is a fake, time is moved by hand, one thread runs everything.</summary>
internal sealed class DeviceBench
    : IConfigStore,
        IResetButton,
        IStatusLight,
        IFirmwareUpdater,
        IRestart,
        IEntropy,
        ILogger,
        IDisposable
{
    public const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly Scheduler _scheduler = new();
    private readonly SeededRandom _chance = new(1);
    private readonly TwoSlotConfigStore _store = new(new MemorySlot(), new MemorySlot());
    private CancellationTokenSource _power = new();
    private Action<bool> _button = _ => { };

    public DeviceBench(Func<EdgentBuilder, EdgentBuilder>? program = null, FakeRadio? radio = null)
    {
        Radio = radio ?? new FakeRadio();
        var builder = new EdgentBuilder(template: ("TMPL00AABBCC", "Thermostat"), firmware: "1.0.0");
        builder = program?.Invoke(builder) ?? builder;
        Device = builder.Build(
            new EdgentPorts
            {
                Radio = Radio,
                Store = this,
                Button = this,
                Light = this,
                Updater = this,
                Cloud = Cloud,
                Restart = this,
                Time = Time,
                Entropy = this,
                Log = this,
            }
        );
        Device.Listen(Modes.Add);
    }

    public ManualTime Time { get; } = new();

    public FakeRadio Radio { get; }

    public ScriptedCloud Cloud { get; } = new();

    public EdgentDevice Device { get; }

    public List<EdgentMode> Modes { get; } = [];

    public List<RestartReason> Restarts { get; } = [];

    public List<string> Lines { get; } = [];

    public List<byte[]> Installed { get; } = [];

    public LightPattern Light { get; private set; } = LightPatterns.Off;

    public bool StoreFails { get; set; }

    public bool UpdateWorks { get; set; } = true;

    public Task Running { get; private set; } = Task.CompletedTask;

    public void PowerOn()
    {
        _power = new CancellationTokenSource();
        _scheduler.Run(() => Running = Device.RunAsync(_power.Token));
    }

    public void PowerOff()
    {
        _scheduler.Run(_power.Cancel);
        Running.IsCompletedSuccessfully.ShouldBeTrue();
    }

    public void Do(Action action) => _scheduler.Run(action);

    public void Pass(double seconds)
    {
        // In small steps, so that what a timer starts may start timers of its own.
        for (var step = 0; step < seconds * 10; step++)
            _scheduler.Run(() => Time.Advance(TimeSpan.FromMilliseconds(100)));
    }

    public PortalResponse Ask(string path, string query = "")
    {
        Task<PortalResponse>? answer = null;
        var request = new PortalRequest
        {
            Method = "GET",
            Path = path,
            Query = query,
        };
        _scheduler.Run(() => answer = Device.Portal.HandleAsync(request, CancellationToken.None));
        answer!.IsCompletedSuccessfully.ShouldBeTrue("the portal answers without time passing");
        return answer.GetAwaiter().GetResult();
    }

    public PortalResponse Configure(string more = "") =>
        Ask("/config", $"ssid=home&pass=secret-password&blynk={Token}&host=cloud.example{more}");

    public void GoOnline()
    {
        PowerOn();
        Configure().Status.ShouldBe(200);
        Pass(1.2);
        Device.Mode.ShouldBe(EdgentMode.Running);
    }

    /// <summary>Speaks to the cloud from outside the handlers.</summary>
    public Task<T> Send<T>(Func<ICloud, Task<T>> message)
    {
        Task<T>? sending = null;
        _scheduler.Run(() => sending = message(Device.Cloud));
        return sending!;
    }

    public void Press(bool down) => _scheduler.Run(() => _button(down));

    public EdgentConfig? Stored => _store.LoadAsync(default).GetAwaiter().GetResult();

    public Task<EdgentConfig?> LoadAsync(CancellationToken cancellation) =>
        StoreFails ? throw new IOException("flash") : _store.LoadAsync(cancellation);

    public Task SaveAsync(EdgentConfig config, CancellationToken cancellation) =>
        StoreFails ? throw new IOException("flash") : _store.SaveAsync(config, cancellation);

    void IResetButton.Listen(Action<bool> changed) => _button = changed;

    public void Show(LightPattern pattern) => Light = pattern;

    public async Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation)
    {
        var bytes = new List<byte>();
        var buffer = new byte[1_000];
        while (await image.ReadAsync(buffer, cancellation) is > 0 and var count)
            bytes.AddRange(buffer.AsSpan(0, count));
        Installed.Add([.. bytes]);
        return UpdateWorks;
    }

    public Task RestartAsync(RestartReason reason, CancellationToken cancellation)
    {
        Restarts.Add(reason);
        return Task.CompletedTask;
    }

    public void Fill(Span<byte> bytes) => _chance.Fill(bytes);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Add(formatter(state, exception) + exception);

    public void Dispose()
    {
        if (!Running.IsCompleted)
            PowerOff();
        _power.Dispose();
    }
}
