using System.Collections.Concurrent;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Webhooks.Tests.Support;

/// <summary>The room over a real database, with a clock that the test moves and real sockets.</summary>
public sealed class WebhooksUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-webhooks-");
    private readonly ServiceProvider _services;
    private Template _template = null!;
    private int _names;

    private WebhooksUnderTest(Action<WebhookOptions>? configure, ISoleDuty? duty)
    {
        var services = new ServiceCollection();
        if (duty is not null)
            services.AddSingleton(duty);
        _services = services
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IRandomSource>(new SeededRandom(1))
            .AddSingleton<IAuditLog>(Audit)
            .AddSingleton<IAdministratorMail>(Mail)
            .AddSqliteStorage(Path.Combine(_folder.FullName, "firstlight.db"))
            .AddWebhooks()
            .Configure<WebhookOptions>(options =>
            {
                options.AllowPrivateAddresses = true;
                configure?.Invoke(options);
            })
            .AddDataProtection()
            .UseEphemeralDataProtectionProvider()
            .Services.BuildServiceProvider();
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static PersonActor Actor { get; } = new(new UserId(1), OrganisationId.Root, Permissions.All, "192.0.2.7");

    public ManualTime Time { get; } = new();

    public NotedAudit Audit { get; } = new();

    public NotedMail Mail { get; } = new();

    public IWebhooks Webhooks => _services.GetRequiredService<IWebhooks>();

    public IFleetStore Fleet => _services.GetRequiredService<IFleetStore>();

    public TemplateId Template => _template.Id;

    public static async Task<WebhooksUnderTest> StartAsync(
        Action<WebhookOptions>? configure = null,
        ISoleDuty? duty = null
    )
    {
        var under = new WebhooksUnderTest(configure, duty);
        foreach (var service in under._services.GetServices<IHostedService>())
            await service.StartAsync(Cancellation);
        under._template = await under.AddTemplateAsync("TMPLabcdefgh");
        return under;
    }

    public async Task<Template> AddTemplateAsync(string id)
    {
        TemplateId.TryParse(id, out var read).ShouldBeTrue();
        var level = new Datastream(1, "Level", new VirtualPin(0), DatastreamType.Integer, 0, 100, null, null, false);
        var template = new Template(
            read,
            OrganisationId.Root,
            $"Lamp {id}",
            "ESP32",
            ConnectionType.WiFi,
            "Blynk",
            TimeSpan.FromMinutes(1),
            [level],
            [],
            Time.GetUtcNow()
        );
        (await _services.GetRequiredService<ITemplateStore>().TryInsertAsync(template, Cancellation)).ShouldBeTrue();
        return template;
    }

    /// <summary>A device made by hand that has never connected.</summary>
    public async Task<DeviceId> AddDeviceAsync(TemplateId? template = null)
    {
        var store = _services.GetRequiredService<IActivationStore>();
        var id = await store.ReserveDeviceIdAsync(Cancellation);
        var device = new Device(
            id,
            OrganisationId.Root,
            new UserId(1),
            template ?? _template.Id,
            $"Lamp \"{id}\"",
            ActivationMethod.Manual,
            Time.GetUtcNow(),
            null,
            null,
            null,
            false,
            null,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var hash = new TokenHash(Interlocked.Increment(ref _names).ToString("x64", null));
        await store.InsertDeviceAsync(device, new TokenRecord(hash, [1], id, null, TokenState.Active), Cancellation);
        return id;
    }

    public async Task<Webhook> AddWebhookAsync(string url, WebhookTriggers triggers = WebhookTriggers.All) =>
        (
            await IssueAsync(
                new WebhookDraft
                {
                    Url = url,
                    Interest = Of(triggers),
                    RequestsPerMinute = 600,
                }
            )
        ).Webhook;

    public async Task<IssuedWebhook> IssueAsync(WebhookDraft draft)
    {
        var made = await Webhooks.CreateAsync(
            Actor,
            draft with
            {
                Name = draft.Name ?? $"Hook {Interlocked.Increment(ref _names)}",
                Interest = draft.Interest ?? Of(WebhookTriggers.All),
            },
            Cancellation
        );
        made.Refusal.ShouldBeNull();
        return made.Value;
    }

    public static WebhookInterest Of(WebhookTriggers triggers) => new(triggers, null, null, [], IncludesBelow: false);

    public Task LogAsync(DeviceId device, string code, string? description = null) =>
        AppendAsync(events: [new EventRecord(device, code, description, Time.GetUtcNow())]);

    public Task WriteAsync(DeviceId device, params string[] values) =>
        AppendAsync([
            .. values.Select(value => new ValueRecord(
                device,
                new VirtualPin(0),
                value,
                Time.GetUtcNow(),
                IsLatest: true
            )),
        ]);

    public Task AppendAsync(
        IReadOnlyList<ValueRecord>? values = null,
        IReadOnlyList<EventRecord>? events = null,
        IReadOnlyList<PresenceRecord>? presence = null
    ) => Fleet.AppendAsync(new FleetBatch(values ?? [], [], presence ?? [], events ?? [], []), Cancellation);

    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(Webhook webhook, DeliveryState? state = null) =>
        (
            await Webhooks.ListDeliveriesAsync(
                OrganisationId.Root,
                webhook.Id,
                state,
                before: null,
                IWebhooks.PageMax,
                Cancellation
            )
        )
            .Value
            .Items;

    public async Task<Webhook> FindAsync(Webhook webhook) =>
        (await Webhooks.FindAsync(OrganisationId.Root, webhook.Id, Cancellation))!;

    /// <summary>Waits until the newest message of the webhook has been tried so often and waits, or has ended.</summary>
    public async Task<WebhookDelivery> TriedAsync(Webhook webhook, int attempts)
    {
        WebhookDelivery? last = null;
        await Until.TrueAsync(
            async () =>
            {
                last = await DeliveriesAsync(webhook) is [var newest, ..] ? newest : null;
                return last is not null && last.State != DeliveryState.Sending && last.Attempts == attempts;
            },
            $"attempt {attempts} has ended",
            Cancellation
        );
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

/// <summary>What administrators were told.</summary>
public sealed class NotedMail : IAdministratorMail
{
    private readonly ConcurrentQueue<(OrganisationId Organisation, Permissions Concerned, Notice Notice)> _told = [];

    public IReadOnlyList<(OrganisationId Organisation, Permissions Concerned, Notice Notice)> Told => [.. _told];

    public Task TellAsync(
        OrganisationId organisation,
        Permissions concerned,
        Notice notice,
        CancellationToken cancellation
    )
    {
        _told.Enqueue((organisation, concerned, notice));
        return Task.CompletedTask;
    }
}

/// <summary>What was noted.</summary>
public sealed class NotedAudit : IAuditLog
{
    private readonly ConcurrentQueue<string> _actions = [];

    public IReadOnlyList<string> Actions => [.. _actions];

    public Task RecordAsync(
        UserId? actor,
        OrganisationId organisation,
        string action,
        string subject,
        string? remoteAddress,
        CancellationToken cancellation
    )
    {
        _actions.Enqueue($"{actor} {action} {subject}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NumberedEntry>> ReadAsync(
        OrganisationId organisation,
        AuditQuery query,
        int limit,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public IAsyncEnumerable<AuditEntry> ReadOwnAsync(UserId person, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
