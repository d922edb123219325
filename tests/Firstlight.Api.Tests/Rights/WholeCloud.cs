using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Storage;
using Firstlight.TestKit;
using Firstlight.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Api.Tests.Rights;

/// <summary>The people's door over every real room and a database on disk, with a socket and no devices.</summary>
public sealed class WholeCloud : IAsyncDisposable
{
    public const string Password = "correct horse";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-rights-");
    private readonly WebApplication _app;

    private WholeCloud(Action<IServiceCollection>? more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRandomSource>(new SeededRandom(1));
        services.AddSingleton<ILiveEvents, InProcessLiveEvents>();
        services.AddSingleton<ICertificateState, FakeCertificates>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSqliteStorage(Path.Combine(_folder.FullName, "firstlight.db"));
        services.AddAccounts();
        services.AddDevices();
        services.AddActivation();
        services.AddFleet();
        services.AddWebhooks();
        // Receivers of tests are on this machine.
        services.Configure<WebhookOptions>(options => options.AllowPrivateAddresses = true);
        services.AddApi();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
        // A hundred wrong passwords come from here.
        services.Configure<AccountsOptions>(options =>
            (options.LockOutFailuresMax, options.AddressFailuresMax) = (100, 10_000)
        );
        more?.Invoke(services);
        _app = builder.Build();
        _app.MapApi();
    }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Method and pattern of every route of the people's door.</summary>
    public IReadOnlyList<string> Routes =>
        [
            .. _app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) is true)
                .SelectMany(route =>
                    route
                        .Metadata.GetRequiredMetadata<HttpMethodMetadata>()
                        .HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText!["/api/v1".Length..]}")
                ),
        ];

    public static async Task<WholeCloud> StartAsync(Action<IServiceCollection>? more = null)
    {
        var cloud = new WholeCloud(more);
        await cloud._app.StartAsync(TestContext.Current.CancellationToken);
        cloud.Http.BaseAddress = new Uri(cloud._app.Urls.Single());
        return cloud;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<Person> AddPersonAsync(string email, Role role, OrganisationId organisation)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person
        {
            Email = email,
            Organisation = organisation,
            Role = role,
            Name = email,
        };
        (await people.CreateAsync(person, Password)).Succeeded.ShouldBeTrue();
        return person;
    }

    /// <summary>A call by whoever has the bearer token; nobody without one.</summary>
    public async Task<HttpResponseMessage> CallAsync(string? token, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> SignInAsync(string email)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var credentials = new { email, password = Password };
        using var response = await Http.PostAsJsonAsync("/api/v1/sign-in", credentials, cancellation);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!["accessToken"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
