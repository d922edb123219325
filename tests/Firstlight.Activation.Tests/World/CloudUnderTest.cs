using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation.Tests;

/// <summary>Devices and Activation as the host wires them, over a store in memory and a clock that stands still.</summary>
public sealed class CloudUnderTest : IAsyncDisposable
{
    public static readonly OrganisationId Home = OrganisationId.Root;
    public static readonly OrganisationId Elsewhere = new(2);
    public static readonly UserId Ada = new(7);

    private readonly ServiceProvider _services;

    private CloudUnderTest(int seed, Action<ActivationOptions>? configure, ISoleDuty? duty)
    {
        var services = new ServiceCollection();
        if (duty is not null)
            services.AddSingleton(duty);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IRandomSource>(new SeededRandom(seed));
        services.AddSingleton<ILiveEvents>(Live);
        services.AddSingleton<IDataProtectionProvider>(Keys);
        services.AddSingleton<ILoggerProvider>(LogLines);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<IActivationStore>(Store);
        services.AddSingleton<IStaticTokenStore>(Store);
        services.AddSingleton<IDeviceStore>(Store);
        services.AddSingleton<ITemplateStore>(Store);
        services.AddDevices();
        services.AddActivation();
        if (configure is not null)
            services.Configure(configure);
        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public MemoryStore Store { get; } = new();

    public LosableKeys Keys { get; } = new();

    public RecordedEvents Live { get; } = new();

    public RecordedLog LogLines { get; } = new();

    public IProvisioning Provisioning => _services.GetRequiredService<IProvisioning>();

    public IDeviceTokens Tokens => _services.GetRequiredService<IDeviceTokens>();

    public ICodeTrade Trade => _services.GetRequiredService<ICodeTrade>();

    public IAdmission Admission => _services.GetRequiredService<IAdmission>();

    public IStaticTokens Statics => _services.GetRequiredService<IStaticTokens>();

    public IStaticImports Imports => _services.GetRequiredService<IStaticImports>();

    public IClaims Claims => _services.GetRequiredService<IClaims>();

    public ITemplateCatalog Templates => _services.GetRequiredService<ITemplateCatalog>();

    public IDeviceRegistry Devices => _services.GetRequiredService<IDeviceRegistry>();

    public ITokenSealer Sealer => _services.GetRequiredService<ITokenSealer>();

    internal BatchLeftovers Leftovers => _services.GetRequiredService<BatchLeftovers>();

    internal ExpirySweep Sweep => _services.GetServices<IHostedService>().OfType<ExpirySweep>().Single();

    public Template Kettle { get; private set; } = null!;

    public Template Lamp { get; private set; } = null!;

    public static async Task<CloudUnderTest> StartAsync(
        int seed = 1,
        Action<ActivationOptions>? configure = null,
        ISoleDuty? duty = null
    )
    {
        var cloud = new CloudUnderTest(seed, configure, duty);
        foreach (var hosted in cloud._services.GetServices<IHostedService>())
        {
            // The sweep and the maker are started by the tests that are about them.
            if (hosted is not (ExpirySweep or BatchMaker))
                await hosted.StartAsync(CancellationToken.None);
        }

        cloud.Kettle = (await cloud.Templates.CreateAsync(Home, new TemplateDraft("Kettle"), default)).Value;
        cloud.Lamp = (await cloud.Templates.CreateAsync(Home, new TemplateDraft("Lamp"), default)).Value;
        cloud.Store.Calls.Clear();
        cloud.Live.Clear();
        return cloud;
    }

    /// <summary>A cloud that also makes ordered batches.</summary>
    /// <param name="duty">Whether it falls to this node of several to look for all; null for a program alone.</param>
    public static async Task<CloudUnderTest> StartFactoryAsync(ISoleDuty? duty = null)
    {
        var cloud = await StartAsync(duty: duty);
        await cloud._services.GetServices<IHostedService>().OfType<BatchMaker>().Single().StartAsync(default);
        return cloud;
    }

    /// <summary>What a new batch draws.</summary>
    public byte[] MakeKey() => _services.GetRequiredService<BatchKeys>().Make();

    public async Task<IssuedSession> IssueAsync(TemplateId? expected = null, DeviceId? device = null)
    {
        var issued = await Provisioning.StartAsync(Home, Ada, expected, device, default);
        issued.Refusal.ShouldBeNull();
        return issued.Value;
    }

    /// <summary>A session that has gone all the way.</summary>
    public async Task<(IssuedSession Issued, Device Device)> ActivateAsync(DeviceId? device = null)
    {
        var issued = await IssueAsync(device: device);
        var result = await Admission.ActivateAsync(issued.Session.Id, ReportOf(Kettle), default);
        return (issued, result.ShouldBeOfType<ActivationResult.Activated>().Device);
    }

    public static HardwareReport ReportOf(Template template) =>
        new()
        {
            TemplateId = template.Id.Value,
            FirmwareVersion = "1.2.0",
            Board = "ESP32",
        };

    public IReadOnlyList<string> StepsOf(ProvisioningSessionId id) =>
        [.. Store.Session(id).Steps.Select(step => step.Name)];

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Keeps what was published.</summary>
public sealed class RecordedEvents : ILiveEvents
{
    private readonly ConcurrentQueue<LiveEvent> _events = new();

    public IReadOnlyList<LiveEvent> All => [.. _events];

    public IReadOnlyList<string> Types => [.. _events.Select(live => live.Type)];

    public void Publish(LiveEvent liveEvent) => _events.Enqueue(liveEvent);

    public void Clear() => _events.Clear();

    public bool HasWatchers(OrganisationId organisation) => true;

    public IAsyncEnumerable<LiveEvent> WatchAsync(OrganisationId organisation, CancellationToken cancellation) =>
        throw new NotSupportedException();
}

/// <summary>Keeps what was logged, as text.</summary>
public sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose() { }
}
