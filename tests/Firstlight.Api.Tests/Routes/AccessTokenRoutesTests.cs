using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

/// <summary>OAuth2 as integrators speak it, over a real database.</summary>
public sealed class AccessTokenRoutesTests : IAsyncLifetime
{
    private const string Path = "/oauth2/token";
    private const string Grant = "grant_type=client_credentials";

    private readonly ManualTime _time = new(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private WholeCloud _cloud = null!;
    private string _id = "";
    private string _secret = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.Configure<AccountsOptions>(options => options.AddressFailuresMax = 20);
        });
        await _cloud.AddPersonAsync("ann@example.com", Role.Admin, OrganisationId.Root);
        var admin = await _cloud.SignInAsync("ann@example.com");
        var body = new { name = "Billing", scopes = new[] { "ViewDevices", "ViewUsers" } };
        var made = await _cloud.CallAsync(admin, HttpMethod.Post, "/api-clients", body).DoneAsync();
        (_id, _secret) = ((string)made["client"]!["clientId"]!, (string)made["clientSecret"]!);
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task The_credentials_stand_in_the_header_in_the_query_or_in_a_form()
    {
        var basic = await AskAsync($"?{Grant}", basic: $"{_id}:{_secret}");
        var query = await AskAsync($"?{Grant}&client_id={_id}&client_secret={_secret}");
        var form = await AskAsync("", form: $"{Grant}&client_id={_id}&client_secret={_secret}");
        var both = await AskAsync("", basic: $"{_id}:{_secret}", form: Grant);

        foreach (var (status, body) in new[] { basic, query, form, both })
        {
            status.ShouldBe(HttpStatusCode.OK);
            ((string?)body["token_type"]).ShouldBe("Bearer");
            ((int)body["expires_in"]!).ShouldBe(3600);
            ((string?)body["scope"]).ShouldBe("ViewDevices ViewUsers");
            await CallAsync(body, "/devices").DoneAsync();
        }
    }

    [Fact]
    public async Task An_access_token_ends_when_it_was_said()
    {
        var (_, body) = await AskAsync($"?{Grant}", basic: $"{_id}:{_secret}");

        _time.Advance(TimeSpan.FromHours(1));

        (await CallAsync(body, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
    }

    [Fact]
    public async Task An_access_token_may_allow_less_than_its_client()
    {
        var (_, body) = await AskAsync($"?{Grant}&scope=ViewUsers", basic: $"{_id}:{_secret}");

        ((string?)body["scope"]).ShouldBe("ViewUsers");
        await CallAsync(body, "/people").DoneAsync();
        (await CallAsync(body, "/devices").RefusedAsync()).ShouldBe("forbidden");
        var me = await CallAsync(body, "/me").DoneAsync();
        me["permissions"]!.AsArray().Select(word => (string)word!).ShouldBe(["ViewUsers"]);
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("?grant_type=password", "unsupported_grant_type")]
    [InlineData("?grant_type=refresh_token", "unsupported_grant_type")]
    [InlineData("?grant_type=client_credentials&scope=Fly", "invalid_scope")]
    [InlineData("?grant_type=client_credentials&scope=DeleteUsers", "invalid_scope")]
    public async Task What_is_not_granted_says_why(string query, string error)
    {
        var (status, body) = await AskAsync(query, basic: $"{_id}:{_secret}");

        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)body["error"]).ShouldBe(error);
        ((string?)body["error_description"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_unknown_client_and_a_wrong_secret_sound_the_same()
    {
        var answers = new[]
        {
            await AskAsync($"?{Grant}"),
            await AskAsync($"?{Grant}", basic: "nobody:nothing"),
            await AskAsync($"?{Grant}", basic: $"{_id}:flk_wrong"),
            await AskAsync($"?{Grant}", basic: $"other:{_secret}"),
            await AskAsync($"?{Grant}", basic: "no colon"),
        };

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.BadRequest);
        answers.Select(answer => answer.Body.ToJsonString()).Distinct().Count().ShouldBe(1);
        ((string?)answers[0].Body["error"]).ShouldBe("invalid_client");
    }

    [Fact]
    public async Task Many_wrong_secrets_from_one_network_are_told_to_wait_and_people_there_still_come_in()
    {
        for (var attempt = 0; attempt < 20; attempt++)
            await AskAsync($"?{Grant}", basic: $"{_id}:flk_wrong");

        var (status, body) = await AskAsync($"?{Grant}", basic: $"{_id}:{_secret}");

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string?)body["error"]).ShouldBe("temporarily_unavailable");
        (await _cloud.SignInAsync("ann@example.com")).ShouldNotBeNullOrEmpty();
        _time.Advance(TimeSpan.FromMinutes(10));
        (await AskAsync($"?{Grant}", basic: $"{_id}:{_secret}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync(
        string query,
        string? basic = null,
        string? form = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query);
        if (basic is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))
            );
        if (form is not null)
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _cloud.Http.SendAsync(request, Cancellation);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return (response.StatusCode, await ApiUnderTest.JsonOf(response));
    }

    private Task<HttpResponseMessage> CallAsync(JsonNode granted, string path) =>
        _cloud.CallAsync((string)granted["access_token"]!, HttpMethod.Get, path);
}
