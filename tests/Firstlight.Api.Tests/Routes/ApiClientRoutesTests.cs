using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Programs of integrators: made, let in, held to their pace, and kept from what is a person's, over a real database.</summary>
public sealed class ApiClientRoutesTests : IAsyncLifetime
{
    private static readonly string[] Looks = ["ViewDevices", "ViewTemplates", "ViewUsers"];

    private readonly ManualTime _time = new(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private WholeCloud _cloud = null!;
    private Person _owner = null!;
    private string _admin = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync(services => services.AddSingleton<TimeProvider>(_time));
        _owner = await _cloud.AddPersonAsync("ann@example.com", Role.Admin, OrganisationId.Root);
        _admin = await _cloud.SignInAsync("ann@example.com");
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task The_secret_is_shown_once_and_is_the_key_to_what_the_scopes_allow()
    {
        var (client, secret) = await MakeAsync(Looks);

        secret.Length.ShouldBe(40);
        secret.ShouldStartWith("flk_");
        ((string)client["clientId"]!).ShouldMatch("^oa2-client-id_[A-Za-z0-9_-]{32}$");
        var listed = await CallAsync(_admin, HttpMethod.Get, "/api-clients").DoneAsync();
        listed.ToJsonString().ShouldNotContain(secret);
        ((string?)listed["items"]![0]!["secrets"]![0]!["tail"]).ShouldBe(secret[^4..]);
        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
        (await CallAsync(secret, HttpMethod.Get, "/audit").RefusedAsync()).ShouldBe("forbidden");
        (await CallAsync(secret + "x", HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
    }

    [Fact]
    public async Task At_the_devices_door_it_comes_in_by_its_secret_while_it_may_control_devices()
    {
        var (client, secret) = await MakeAsync("ViewDevices", "ControlDevices");
        var (_, looker) = await MakeAsync(Looks);
        var logins = _cloud.Get<IProgramLogins>();

        var login = (await ShowAsync((string)client["clientId"]!, secret)).ShouldBeOfType<ProgramLogin.Accepted>();
        login.Organisation.ShouldBe(OrganisationId.Root);
        login.ToString().ShouldNotContain(login.Secret);
        (await ShowAsync(null, secret)).ShouldBe(login);
        (await ShowAsync("oa2-client-id_other", secret)).ShouldBeOfType<ProgramLogin.Refused>();
        (await ShowAsync(null, "flk_wrong")).ShouldBeOfType<ProgramLogin.Refused>();
        (await ShowAsync(null, looker)).ShouldBe(new ProgramLogin.NotAllowed("ControlDevices"));

        (await logins.MayGoOnAsync(login, Cancellation)).ShouldBeTrue();
        await RotateAsync(client, overlapMinutes: 0);
        (await logins.MayGoOnAsync(login, Cancellation)).ShouldBeFalse();
        (await ShowAsync(null, secret)).ShouldBeOfType<ProgramLogin.Refused>();

        async Task<ProgramLogin> ShowAsync(string? id, string shown) =>
            await logins.ShowAsync(id, shown, "192.0.2.1", Cancellation);
    }

    [Fact]
    public async Task A_client_says_who_it_is_and_has_no_account_page()
    {
        var (client, secret) = await MakeAsync(Looks);

        var me = await CallAsync(secret, HttpMethod.Get, "/me").DoneAsync();

        ((long)me["id"]!).ShouldBe((long)client["id"]!);
        ((string?)me["name"]).ShouldBe("Billing");
        me["permissions"]!.AsArray().Select(word => (string)word!).Order().ShouldBe(Looks.Order());
        (await CallAsync(secret, HttpMethod.Get, "/me/passkeys").RefusedAsync()).ShouldBe("forbidden");
        (await CallAsync(secret, HttpMethod.Post, "/sign-out?everywhere=true").RefusedAsync()).ShouldBe("forbidden");
    }

    [Fact]
    public async Task No_page_of_people_shows_it_and_no_way_of_people_lets_it_in()
    {
        var (client, secret) = await MakeAsync(Looks);
        var id = (long)client["id"]!;

        var people = await CallAsync(_admin, HttpMethod.Get, "/people").DoneAsync();
        people["items"]!.AsArray().Count.ShouldBe(1);
        foreach (var way in new[] { "reset-link", "sign-out" })
            (await CallAsync(_admin, HttpMethod.Post, $"/people/{id}/{way}").RefusedAsync()).ShouldBe(
                "person_not_found"
            );
        (await CallAsync(_admin, HttpMethod.Patch, $"/people/{id}", new { role = "Admin" }).RefusedAsync()).ShouldBe(
            "person_not_found"
        );
        var credentials = new { email = (string)client["clientId"]!, password = secret };
        (await CallAsync(null, HttpMethod.Post, "/sign-in", credentials).RefusedAsync()).ShouldBe("bad_credentials");
    }

    [Theory]
    [InlineData("""{"scopes":["ViewDevices"]}""", "invalid_name")]
    [InlineData("""{"name":"X"}""", "invalid_scopes")]
    [InlineData("""{"name":"X","scopes":["Fly"]}""", "invalid_scopes")]
    [InlineData("""{"name":"X","scopes":["DeleteDevices"]}""", "invalid_scopes")]
    [InlineData("""{"name":"X","scopes":["ViewApiClients","ManageApiClients"]}""", "invalid_scopes")]
    [InlineData("""{"name":"X","scopes":["ViewUsers","ChangePasswords"]}""", "invalid_scopes")]
    [InlineData("""{"name":"X","scopes":["ViewDevices"],"requestsPerMinute":0}""", "invalid_requestsPerMinute")]
    [InlineData("""{"name":"X","scopes":["ViewDevices"],"requestsPerMinute":10001}""", "invalid_requestsPerMinute")]
    [InlineData("""{"name":"X","scopes":["ViewDevices"],"expiresAt":"2099-12-31T00:00:00Z"}""", "invalid_expiresAt")]
    public async Task A_bad_client_is_refused(string body, string code)
    {
        (await CallAsync(_admin, HttpMethod.Post, "/api-clients", JsonNode.Parse(body)).RefusedAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Nobody_gives_a_client_more_than_they_have_nor_takes_over_one_that_has_more()
    {
        var (strong, _) = await MakeAsync("ViewActionLog");
        var path = $"/api-clients/{strong["id"]}";
        var role = await MakeRoleAsync("ViewDevices", "ViewApiClients", "ManageApiClients");
        await _cloud.AddPersonAsync("kim@example.com", role, OrganisationId.Root);
        var keeper = await _cloud.SignInAsync("kim@example.com");

        var wish = new { name = "Spy", scopes = new[] { "ViewActionLog" } };
        await ExpectAsync(HttpMethod.Post, "/api-clients", wish);
        await ExpectAsync(HttpMethod.Patch, path, new { name = "Mine" });
        await ExpectAsync(HttpMethod.Post, $"{path}/secret");
        await ExpectAsync(HttpMethod.Delete, path);
        await MakeByAsync(keeper, "ViewDevices");

        async Task ExpectAsync(HttpMethod method, string way, object? body = null) =>
            (await CallAsync(keeper, method, way, body).RefusedAsync()).ShouldBe("beyond_own_permissions", way);
    }

    [Fact]
    public async Task What_is_changed_counts_at_once()
    {
        var (client, secret) = await MakeAsync(Looks);
        var path = $"/api-clients/{client["id"]}";
        var token = await GrantAsync(client, secret);

        await CallAsync(_admin, HttpMethod.Patch, path, new { scopes = new[] { "ViewUsers" } }).DoneAsync();
        (await CallAsync(secret, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("forbidden");
        (await CallAsync(token, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("forbidden");
        await CallAsync(token, HttpMethod.Get, "/people").DoneAsync();

        await CallAsync(_admin, HttpMethod.Patch, path, new { suspended = true }).DoneAsync();
        (await CallAsync(secret, HttpMethod.Get, "/people").RefusedAsync()).ShouldBe("not_signed_in");
        (await CallAsync(token, HttpMethod.Get, "/people").RefusedAsync()).ShouldBe("not_signed_in");
        (await AskAsync(client, secret)).Error.ShouldBe("invalid_client");

        await CallAsync(_admin, HttpMethod.Patch, path, new { suspended = false }).DoneAsync();
        await CallAsync(secret, HttpMethod.Get, "/people").DoneAsync();

        await CallAsync(_admin, HttpMethod.Delete, path).DoneAsync();
        (await CallAsync(secret, HttpMethod.Get, "/people").RefusedAsync()).ShouldBe("not_signed_in");
        (await CallAsync(token, HttpMethod.Get, "/people").RefusedAsync()).ShouldBe("not_signed_in");
    }

    [Fact]
    public async Task A_secret_is_changed_while_programs_go_on_and_the_old_one_ends_when_it_was_said()
    {
        var (client, old) = await MakeAsync(Looks);
        var token = await GrantAsync(client, old);

        var fresh = await RotateAsync(client, overlapMinutes: 30);
        foreach (var key in new[] { old, fresh, token })
            await CallAsync(key, HttpMethod.Get, "/devices").DoneAsync();

        _time.Advance(TimeSpan.FromMinutes(30));
        (await CallAsync(old, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
        (await AskAsync(client, old)).Error.ShouldBe("invalid_client");
        await CallAsync(fresh, HttpMethod.Get, "/devices").DoneAsync();
    }

    [Fact]
    public async Task A_secret_that_became_known_ends_at_once_and_so_does_what_was_got_with_it()
    {
        var (client, old) = await MakeAsync(Looks);
        var token = await GrantAsync(client, old);

        var fresh = await RotateAsync(client, overlapMinutes: 0);

        (await CallAsync(old, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
        (await CallAsync(token, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
        await CallAsync(fresh, HttpMethod.Get, "/devices").DoneAsync();
    }

    [Fact]
    public async Task A_secret_with_an_end_ends_then()
    {
        var body = new
        {
            name = "Fair",
            scopes = Looks,
            expiresAt = _time.GetUtcNow().AddDays(2),
        };
        var made = await CallAsync(_admin, HttpMethod.Post, "/api-clients", body).DoneAsync();
        var secret = (string)made["clientSecret"]!;

        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
        _time.Advance(TimeSpan.FromDays(2));
        (await CallAsync(secret, HttpMethod.Get, "/devices").RefusedAsync()).ShouldBe("not_signed_in");
    }

    [Fact]
    public async Task A_client_that_comes_too_often_is_told_when_to_come_again()
    {
        var (client, secret) = await MakeAsync(Looks);
        var path = $"/api-clients/{client["id"]}";
        await CallAsync(_admin, HttpMethod.Patch, path, new { requestsPerMinute = 5 }).DoneAsync();
        for (var request = 0; request < 5; request++)
            await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();

        using var refused = await CallAsync(secret, HttpMethod.Get, "/devices");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(12));
        ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe("too_many_requests");
        await CallAsync(_admin, HttpMethod.Get, "/devices").DoneAsync();

        _time.Advance(TimeSpan.FromSeconds(12));
        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
    }

    [Fact]
    public async Task Asking_for_organisations_that_are_not_there_counts_too()
    {
        var (client, secret) = await MakeAsync(Looks);
        var path = $"/api-clients/{client["id"]}";
        await CallAsync(_admin, HttpMethod.Patch, path, new { requestsPerMinute = 2 }).DoneAsync();

        for (var request = 0; request < 2; request++)
            (await AskBelowAsync(secret)).ShouldBe(HttpStatusCode.NotFound);
        (await AskBelowAsync(secret)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task When_it_came_last_is_known_to_the_minute()
    {
        var (client, secret) = await MakeAsync(Looks);
        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
        var first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(59));
        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
        (await LastUsedAsync(client)).ShouldBe(first);

        _time.Advance(TimeSpan.FromSeconds(1));
        await CallAsync(secret, HttpMethod.Get, "/devices").DoneAsync();
        (await LastUsedAsync(client)).ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task What_was_done_with_clients_is_in_the_audit_log_without_secrets()
    {
        var (client, secret) = await MakeAsync(Looks);
        var path = $"/api-clients/{client["id"]}";
        await CallAsync(_admin, HttpMethod.Patch, path, new { name = "Stock" }).DoneAsync();
        var fresh = await RotateAsync(client, overlapMinutes: 0);
        await CallAsync(_admin, HttpMethod.Delete, path).DoneAsync();

        var log = await CallAsync(_admin, HttpMethod.Get, $"/audit?subject=api-client/{client["id"]}").DoneAsync();

        log["items"]!
            .AsArray()
            .Select(entry => (string)entry!["action"]!)
            .ShouldBe(["api_client.deleted", "api_client.secret_made", "api_client.changed", "api_client.created"]);
        log.ToJsonString().ShouldNotContain(secret);
        log.ToJsonString().ShouldNotContain(fresh);
    }

    [Fact]
    public async Task It_brings_devices_into_the_accounts_of_people_and_owns_none()
    {
        var (client, secret) = await MakeAsync(
            "ViewDevices",
            "ViewOwnDevices",
            "ViewTemplates",
            "ProvisionDevices",
            "ViewUsers"
        );

        (await CallAsync(secret, HttpMethod.Post, "/provisioning/sessions", new { }).RefusedAsync()).ShouldBe(
            "invalid_ownerId"
        );
        (
            await CallAsync(secret, HttpMethod.Post, "/provisioning/sessions", new { ownerId = client["id"] })
                .RefusedAsync()
        ).ShouldBe("person_not_found");
        (await CallAsync(secret, HttpMethod.Post, "/claims", new { code = "x" }).RefusedAsync()).ShouldBe(
            "invalid_ownerId"
        );
        var ownerId = _owner.Id.Value;
        var started = await CallAsync(secret, HttpMethod.Post, "/provisioning/sessions", new { ownerId }).DoneAsync();

        var session = await CallAsync(_admin, HttpMethod.Get, $"/provisioning/sessions/{started["id"]}").DoneAsync();
        ((long)session["ownerId"]!).ShouldBe(ownerId);
    }

    [Fact]
    public async Task A_unit_is_claimed_in_the_name_of_a_customer_by_who_may_see_people()
    {
        var code = await MakeUnitAsync();
        var carl = await _cloud.AddPersonAsync("carl@example.com", Role.User, OrganisationId.Root);
        var claim = new { code, ownerId = carl.Id.Value };
        var (_, blind) = await MakeAsync("ViewOwnDevices", "ViewTemplates", "ProvisionDevices");
        var (_, secret) = await MakeAsync("ViewOwnDevices", "ViewTemplates", "ProvisionDevices", "ViewUsers");

        (await CallAsync(blind, HttpMethod.Post, "/claims", claim).RefusedAsync()).ShouldBe("forbidden");
        var device = await CallAsync(secret, HttpMethod.Post, "/claims", claim).DoneAsync();

        ((long)device["ownerId"]!).ShouldBe(carl.Id.Value);
        var mine = await CallAsync(await _cloud.SignInAsync("carl@example.com"), HttpMethod.Get, "/devices")
            .DoneAsync();
        ((long)mine["items"]![0]!["id"]!).ShouldBe((long)device["id"]!);
    }

    private async Task<HttpStatusCode> AskBelowAsync(string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices");
        request.Headers.Add("Authorization", $"Bearer {secret}");
        request.Headers.Add("Firstlight-Organisation", "77");
        using var response = await _cloud.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private async Task<string> MakeUnitAsync()
    {
        var templates = _cloud.Get<ITemplateCatalog>();
        var draft = new TemplateDraft("Meter");
        var template = (await templates.CreateAsync(OrganisationId.Root, draft, Cancellation)).Value;
        var order = new { templateId = template.Id.Value, count = 1 };
        var batch = await CallAsync(_admin, HttpMethod.Post, "/static-batches", order).DoneAsync();
        var tokens = $"/static-batches/{batch["id"]}/export?format=Jsonl";
        for (; ; )
        {
            using var export = await CallAsync(_admin, HttpMethod.Post, tokens);
            if (export.IsSuccessStatusCode)
                return (string)
                    JsonNode.Parse((await export.Content.ReadAsStringAsync(Cancellation)).Split('\n')[0])![
                        "claimCode"
                    ]!;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    private async Task<Role> MakeRoleAsync(params string[] permissions)
    {
        var made = await CallAsync(_admin, HttpMethod.Post, "/roles", new { name = "Keeper", permissions }).DoneAsync();
        return new Role(new RoleId((long)made["id"]!), "Keeper", Permissions.None);
    }

    private Task<(JsonNode Client, string Secret)> MakeAsync(params string[] scopes) => MakeByAsync(_admin, scopes);

    private async Task<(JsonNode Client, string Secret)> MakeByAsync(string by, params string[] scopes)
    {
        var made = await CallAsync(by, HttpMethod.Post, "/api-clients", new { name = "Billing", scopes }).DoneAsync();
        return (made["client"]!, (string)made["clientSecret"]!);
    }

    private async Task<string> RotateAsync(JsonNode client, int overlapMinutes)
    {
        var path = $"/api-clients/{client["id"]}/secret";
        var made = await CallAsync(_admin, HttpMethod.Post, path, new { overlapMinutes }).DoneAsync();
        return (string)made["clientSecret"]!;
    }

    private async Task<DateTimeOffset?> LastUsedAsync(JsonNode client) =>
        (DateTimeOffset?)
            (await CallAsync(_admin, HttpMethod.Get, $"/api-clients/{client["id"]}").DoneAsync())["lastUsedAt"];

    private async Task<string> GrantAsync(JsonNode client, string secret) =>
        (await AskAsync(client, secret)).Token.ShouldNotBeNull();

    private async Task<(string? Token, string? Error)> AskAsync(JsonNode client, string secret)
    {
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client["clientId"]}:{secret}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2/token?grant_type=client_credentials");
        request.Headers.Add("Authorization", $"Basic {pair}");
        using var response = await _cloud.Http.SendAsync(request, Cancellation);
        var body = await ApiUnderTest.JsonOf(response);
        return ((string?)body["access_token"], (string?)body["error"]);
    }

    private Task<HttpResponseMessage> CallAsync(string? token, HttpMethod method, string path, object? body = null) =>
        _cloud.CallAsync(token, method, path, body);
}
