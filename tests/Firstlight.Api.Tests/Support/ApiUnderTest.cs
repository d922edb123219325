using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Accounts.Tests;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.TestKit;
using Firstlight.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api.Tests.Support;

/// <summary>The people's door on a real socket: real Accounts, the other rooms as fakes, and a clock that the test moves.</summary>
public sealed class ApiUnderTest : IAsyncDisposable
{
    public const string Email = "ann@example.com";
    public const string Password = "correct horse";

    private static JsonNode? _document;

    private readonly WebApplication _app;
    private readonly DocumentedAnswers _answers;

    private ApiUnderTest(Action<ApiOptions>? configure, Action<IServiceCollection>? more)
    {
        Organisations = new MemoryOrganisationStore(People);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Logs);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IRandomSource>(new SeededRandom(1));
        services.AddSingleton<ILiveEvents>(Events);
        services.AddSingleton<IAccountStore>(People);
        services.AddSingleton<IOrganisationStore>(Organisations);
        services.AddSingleton<IRoleStore>(new MemoryRoleStore(People, Organisations));
        services.AddSingleton<IPasswordResetStore>(new MemoryResetStore(People));
        services.AddSingleton<IPasskeyStore>(Passkeys);
        services.AddSingleton<IApiClientStore, NoApiClients>();
        services.AddSingleton<IMailTransport>(Mail);
        services.AddSingleton<ICertificateState, FakeCertificates>();
        services.AddSingleton(World);
        services.AddSingleton<FakeTemplates>();
        services.AddSingleton<ITemplateCatalog>(provider => provider.GetRequiredService<FakeTemplates>());
        services.AddSingleton<IProvisioning, FakeProvisioning>();
        services.AddSingleton<FakeTrade>();
        services.AddSingleton<ICodeTrade>(provider => provider.GetRequiredService<FakeTrade>());
        services.AddSingleton<FakeStatics>();
        services.AddSingleton<IStaticTokens>(provider => provider.GetRequiredService<FakeStatics>());
        services.AddSingleton<IStaticImports>(provider => provider.GetRequiredService<FakeStatics>());
        services.AddSingleton<IClaims>(provider => provider.GetRequiredService<FakeStatics>());
        services.AddSingleton<FakeDevices>();
        services.AddSingleton<IDeviceRegistry>(provider => provider.GetRequiredService<FakeDevices>());
        services.AddSingleton<IDeviceZones>(provider => provider.GetRequiredService<FakeDevices>());
        services.AddSingleton<IDeviceTokens>(provider => provider.GetRequiredService<FakeDevices>());
        services.AddSingleton<IFleet>(provider => provider.GetRequiredService<FakeDevices>());
        services.AddSingleton<IDeviceFiles, FakeFiles>();
        services.AddSingleton<IDeviceErrors>(provider => provider.GetRequiredService<FakeDevices>());
        services.AddSingleton<IDeviceTraffic>(Traffic);
        services.AddSingleton<IWebhooks, NoWebhooks>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAccounts();
        services.AddApi(configure);
        more?.Invoke(services);
        // Few rounds: the tests are not about the strength of the hash.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        services.AddHealthChecks().AddCheck<StorageCheck>("storage", tags: ["ready"]);
        _app = builder.Build();
        _app.MapApi();
        Organisations.Templates = _app.Services.GetRequiredService<FakeTemplates>().IdsIn;
        _answers = new DocumentedAnswers(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        Http = new HttpClient(_answers);
    }

    public World World { get; } = new();

    // Far ahead of any real clock: nothing may depend on the machine's.
    public ManualTime Time { get; } = new(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryAccountStore People { get; } = new();

    public MemoryOrganisationStore Organisations { get; }

    public MemoryPasskeyStore Passkeys { get; } = new();

    public CapturedMail Mail { get; } = new();

    public WatchedEvents Events { get; } = new();

    public FakeTraffic Traffic { get; } = new();

    public CapturedLogs Logs { get; } = new();

    /// <summary>A client with the owner's bearer token, unless a test takes it away.</summary>
    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public FakeDevices Devices => _app.Services.GetRequiredService<FakeDevices>();

    public FakeHistory History => Devices.History;

    public FakeTrade Trade => _app.Services.GetRequiredService<FakeTrade>();

    public FakeStatics Statics => _app.Services.GetRequiredService<FakeStatics>();

    public IFirstOwner Owner => _app.Services.GetRequiredService<IFirstOwner>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Started, with nobody in it.</summary>
    public static async Task<ApiUnderTest> StartEmptyAsync(
        Action<ApiOptions>? configure = null,
        Action<IServiceCollection>? more = null
    )
    {
        var api = new ApiUnderTest(configure, more);
        await api._app.StartAsync(Cancellation);
        var addresses = api._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        api.Http.BaseAddress = new Uri(addresses.Addresses.Single());
        // Every host has the same document, and making it takes longer than most tests.
        _document ??= await api.GetAsync(ApiDocument.Path);
        api._answers.Learn(_document);
        return api;
    }

    /// <summary>Started, with an owner who is signed in.</summary>
    public static async Task<ApiUnderTest> StartAsync(
        Action<ApiOptions>? configure = null,
        Action<IServiceCollection>? more = null
    )
    {
        var api = await StartEmptyAsync(configure, more);
        (await api.Owner.CreateAsync(Email, Password, "Ann", Cancellation)).Refusal.ShouldBeNull();
        var token = await api.SignInAsync(Email);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }

    /// <summary>Another person, of the root organisation when nothing is said; the answer is the bearer token.</summary>
    public async Task<string> AddPersonAsync(string email, Role role, OrganisationId? organisation = null)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person
        {
            Email = email,
            Organisation = organisation ?? OrganisationId.Root,
            Role = role,
            Name = email,
        };
        (await people.CreateAsync(person, Password)).Succeeded.ShouldBeTrue();
        return await SignInAsync(email);
    }

    public async Task<string> SignInAsync(string email)
    {
        using var response = await PostAsync("/api/v1/sign-in", new { email, password = Password });
        response.EnsureSuccessStatusCode();
        return (string)(await JsonOf(response))["accessToken"]!;
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path, Cancellation))!;

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        Http.PostAsJsonAsync(path, body ?? new { }, Cancellation);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        Http.SendAsync(
            new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) },
            Cancellation
        );

    /// <summary>Sends raw text as JSON.</summary>
    public Task<HttpResponseMessage> SendTextAsync(HttpMethod method, string path, string json) =>
        Http.SendAsync(
            new HttpRequestMessage(method, path)
            {
                Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
            },
            Cancellation
        );

    public static async Task<JsonNode> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

    /// <summary>The id of a new template with one datastream of each type on V0 to V4.</summary>
    public async Task<string> MakeTemplateAsync(string name = "Thermostat")
    {
        var id = (string)(await JsonOf(await PostAsync("/api/v1/templates", new { name })))["id"]!;
        var types = Enum.GetNames<DatastreamType>();
        for (var pin = 0; pin < types.Length; pin++)
        {
            var body = new
            {
                name = types[pin],
                pin,
                type = types[pin],
            };
            (await PostAsync($"/api/v1/templates/{id}/datastreams", body)).EnsureSuccessStatusCode();
        }

        return id;
    }

    /// <summary>The id of a new device.</summary>
    public async Task<long> MakeDeviceAsync(string name = "Kitchen")
    {
        var templateId = await MakeTemplateAsync($"Template of {name}");
        return (long)(await JsonOf(await PostAsync("/api/v1/devices", new { templateId, name })))["id"]!;
    }

    public Task StopAsync() => _app.StopAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _answers.Faults.ShouldBeEmpty();
    }
}
