using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Webhooks;

namespace Firstlight.Api.Tests.Rights;

/// <summary>One of everything in one organisation, to put into addresses; what a request may destroy is made anew each time.</summary>
public sealed class Things(WholeCloud cloud, OrganisationId organisation)
{
    private const int TokensInBatch = 60;

    private static int _names;

    private readonly Dictionary<string, string> _made = [];
    private UserId _stranger;
    private TemplateId _template;
    private StaticBatch _batch = null!;
    private int _tokensUsed;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public OrganisationId Organisation => organisation;

    public static string NewName() => $"Name{Interlocked.Increment(ref _names)}";

    public async Task MakeAsync()
    {
        _stranger = (await cloud.AddPersonAsync($"{organisation}@example.com", Role.User, organisation)).Id;
        _made["person"] = _stranger.ToString();
        _template = await MakeTemplateAsync();
        _made["template"] = _template.Value;
        _made["device"] = await MakeDeviceAsync(_stranger);
        _made["session"] = await MakeSessionAsync(_stranger);
        _made["sub"] = await MakeOrganisationAsync();
        var draft = new StaticBatchDraft(_template, TokensInBatch, "Batch", null);
        _batch = (await cloud.Get<IStaticTokens>().OrderAsync(organisation, _stranger, draft, Cancellation)).Value;
        _made["batch"] = _batch.Id.ToString();
        while (_batch.State != StaticBatchState.Ready)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
            _batch = (await cloud.Get<IStaticTokens>().FindBatchAsync(organisation, _batch.Id, Cancellation))!;
        }

        _made["token"] = _batch.FirstToken.ToString();
        _made["role"] = await MakeRoleAsync();
        _made["invitation"] = await MakeInvitationAsync();
        _made["apiClient"] = await MakeApiClientAsync();
        _made["webhook"] = await MakeWebhookAsync();
    }

    /// <summary>What belongs in the place of <paramref name="word"/>; with a person, a device or session of theirs.</summary>
    public async Task<string> FindAsync(string word, UserId? owner) =>
        word switch
        {
            "device" when owner is { } mine => await MakeDeviceAsync(mine),
            "session" when owner is { } mine => await MakeSessionAsync(mine),
            "newDevice" => await MakeDeviceAsync(owner ?? _stranger),
            "newSession" => await MakeSessionAsync(owner ?? _stranger),
            "newPerson" => await MakePersonAsync(),
            "newApiClient" => await MakeApiClientAsync(),
            "newWebhook" => await MakeWebhookAsync(),
            "newInvitation" => await MakeInvitationAsync(),
            "newTemplate" => (await MakeTemplateAsync()).Value,
            "newToken" => NewToken(),
            "newRole" => await MakeRoleAsync(),
            "newSub" => await MakeOrganisationAsync(),
            "usedTemplate" => await UseTemplateAsync(),
            _ => _made[word],
        };

    private async Task<string> MakeWebhookAsync()
    {
        var actor = new PersonActor(_stranger, organisation, Permissions.All, null);
        var draft = new WebhookDraft
        {
            Name = NewName(),
            Url = "http://127.0.0.1:9/",
            Interest = new WebhookInterest(WebhookTriggers.Online, null, null, [], IncludesBelow: false),
        };
        return (await cloud.Get<IWebhooks>().CreateAsync(actor, draft, Cancellation)).Value.Webhook.Id.ToString();
    }

    private string NewToken()
    {
        (++_tokensUsed).ShouldBeLessThan(TokensInBatch, "order more tokens");
        return (_batch.FirstToken.Value + _tokensUsed).ToString();
    }

    private async Task<TemplateId> MakeTemplateAsync()
    {
        var catalog = cloud.Get<ITemplateCatalog>();
        var made = (await catalog.CreateAsync(organisation, new TemplateDraft(NewName()), Cancellation)).Value;
        var stream = new DatastreamDraft("Level", new VirtualPin(0), DatastreamType.Integer);
        await catalog.AddDatastreamAsync(organisation, made.Id, stream, Cancellation);
        await catalog.AddEventAsync(organisation, made.Id, new TemplateEventDraft("hot"), Cancellation);
        await catalog.AddMetadataFieldAsync(organisation, made.Id, new MetadataFieldDraft("Room"), Cancellation);
        return made.Id;
    }

    private async Task<string> MakeDeviceAsync(UserId owner)
    {
        var tokens = cloud.Get<IDeviceTokens>();
        var made = await tokens.CreateDeviceAsync(organisation, owner, _template, NewName(), Cancellation);
        return made.Value.Device.Id.ToString();
    }

    private async Task<string> MakeSessionAsync(UserId owner)
    {
        var provisioning = cloud.Get<IProvisioning>();
        var started = await provisioning.StartAsync(organisation, owner, _template, device: null, Cancellation);
        return started.Value.Session.Id.ToString();
    }

    private async Task<string> MakeOrganisationAsync()
    {
        var organisations = cloud.Get<IOrganisations>();
        var made = await organisations.CreateAsync(organisation, NewName(), description: null, Cancellation);
        return made.Value.Organisation.Id.ToString();
    }

    private async Task<string> MakePersonAsync() =>
        (await cloud.AddPersonAsync($"{NewName()}@example.com", Role.User, organisation)).Id.ToString();

    private async Task<string> MakeInvitationAsync()
    {
        var address = $"{NewName()}@example.com";
        var now = TimeProvider.System.GetUtcNow();
        var invitation = new Invitation(
            0,
            organisation,
            address,
            address.ToUpperInvariant(),
            "New",
            Role.User.Id,
            _stranger,
            now,
            now.AddDays(1),
            address
        );
        var store = cloud.Get<IInvitationStore>();
        return (await store.TryInsertAsync(invitation, now, int.MaxValue, Cancellation))!.Id.ToString();
    }

    private async Task<string> MakeRoleAsync()
    {
        var role = new Role(default, NewName(), Permissions.ViewOwnDevices, organisation, AppliesBelow: false);
        return (await cloud.Get<IRoleStore>().TryInsertAsync(role, Cancellation))!.Id.ToString();
    }

    private async Task<string> MakeApiClientAsync()
    {
        var name = NewName();
        var account = new Person
        {
            Organisation = organisation,
            Role = Role.ApiClient,
            Access = new ClientAccess(Permissions.ViewOwnDevices, RequestsPerMinute: 60, _stranger),
            Email = name,
            NormalizedEmail = name,
            Name = name,
        };
        var secret = new StoredApiSecret(name, new ApiSecretInfo("tail", TimeProvider.System.GetUtcNow(), null));
        await cloud.Get<IApiClientStore>().InsertAsync(account, secret, Cancellation);
        return account.Id.ToString();
    }

    private async Task<string> UseTemplateAsync()
    {
        var sub = new OrganisationId(long.Parse(_made["sub"]));
        await cloud.Get<ITemplateCatalog>().EnableAsync(organisation, sub, _template, Cancellation);
        return _template.Value;
    }
}
