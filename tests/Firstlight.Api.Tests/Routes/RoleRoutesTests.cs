using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Routes;

public sealed class RoleRoutesTests
{
    private const string Path = "/api/v1/roles";
    private const string Email = "rita@example.com";

    [Fact]
    public async Task Three_roles_are_built_in_and_stay_as_they_are()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var roles = (await api.GetAsync(Path))["items"]!.AsArray();

        roles.Select(role => (string?)role!["name"]).ShouldBe(["Admin", "Staff", "User"]);
        roles[0]!["permissions"]!.AsArray().Count.ShouldBe(Enum.GetValues<Permissions>().Length - 2);
        (await api.SendAsync(HttpMethod.Patch, $"{Path}/2", new { name = "Crew" }).RefusedAsync()).ShouldBe(
            "role_built_in"
        );
        (await api.SendAsync(HttpMethod.Delete, $"{Path}/3?replacementId=2").RefusedAsync()).ShouldBe("role_built_in");
        (await api.PostAsync(Path, new { name = "admin" }).RefusedAsync()).ShouldBe("name_taken");
    }

    [Fact]
    public async Task A_role_counts_for_whoever_has_it_as_soon_as_it_is_given_or_changed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var admin = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var rita = await api.AddPersonAsync(Email, Role.User);
        var device = await api.MakeDeviceAsync();
        var role = await MakeAsync(api, "Looker", "ViewDevices");
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role }).DoneAsync();

        api.As(rita);
        var me = await api.GetAsync("/api/v1/me");
        ((string?)me["roleName"]).ShouldBe("Looker");
        ((string?)me["role"]).ShouldBe("Staff", "for pages that know no other roles: the one that sees as much");
        me["permissions"]!.AsArray().Select(word => (string?)word).ShouldBe(["ViewDevices"]);
        await api.GetAsync($"/api/v1/devices/{device}");
        (
            await api.SendAsync(HttpMethod.Patch, $"/api/v1/devices/{device}", new { name = "Mine" }).RefusedAsync()
        ).ShouldBe("forbidden");

        api.As(admin);
        var wider = new { permissions = new[] { "ViewDevices", "ControlDevices" } };
        await api.SendAsync(HttpMethod.Patch, $"{Path}/{role}", wider).DoneAsync();
        api.As(rita);
        await api.SendAsync(HttpMethod.Patch, $"/api/v1/devices/{device}", new { name = "Mine" }).DoneAsync();
    }

    [Fact]
    public async Task Seeing_everything_and_changing_only_ones_own_is_told_apart()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var device = await api.MakeDeviceAsync();
        var role = await MakeAsync(api, "Careful", "ViewDevices", "ViewOwnDevices", "ControlOwnDevices");
        var rita = await api.AddPersonAsync(Email, Role.User);
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role }).DoneAsync();
        api.As(rita);

        // It is seen, so it is no secret that it is there.
        (await api.PostAsync($"/api/v1/devices/{device}/reboot").RefusedAsync()).ShouldBe("forbidden");
    }

    [Theory]
    [InlineData("""{"name":"X","permissions":["DeleteDevices"]}""", "invalid_permissions")]
    [InlineData("""{"name":"X","permissions":["Fly"]}""", "invalid_permissions")]
    [InlineData("""{"name":"X","permissions":["All"]}""", "invalid_permissions")]
    [InlineData("""{"name":"X","permissions":[null]}""", "invalid_permissions")]
    [InlineData("""{"name":""}""", "invalid_name")]
    [InlineData("""{"name":"looker"}""", "name_taken")]
    public async Task A_bad_role_is_refused(string body, string code)
    {
        await using var api = await ApiUnderTest.StartAsync();
        await MakeAsync(api, "Looker", "ViewDevices");
        (await api.SendTextAsync(HttpMethod.Post, Path, body).RefusedAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Nobody_passes_on_more_than_they_have()
    {
        await using var api = await ApiUnderTest.StartAsync();
        string[] permissions =
        [
            "ViewUsers",
            "EditUsers",
            "SuspendUsers",
            "ChangePasswords",
            "ViewRoles",
            "CreateRoles",
            "EditRoles",
            "DeleteRoles",
        ];
        var keeper = await MakeAsync(api, "Keeper", permissions);
        var looker = await MakeAsync(api, "Looker", "ViewDevices");
        var rita = await api.AddPersonAsync(Email, Role.User);
        await api.AddPersonAsync("otto@example.com", new Role(new RoleId(keeper), "Keeper", Permissions.ViewUsers));
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = keeper }).DoneAsync();
        api.As(rita);

        await ExpectAsync(HttpMethod.Post, Path, new { name = "Spy", permissions = new[] { "ViewActionLog" } });
        await ExpectAsync(
            HttpMethod.Patch,
            $"{Path}/{keeper}",
            new { permissions = new[] { "RevealTokens", "ViewDevices" } }
        );
        await ExpectAsync(HttpMethod.Patch, $"{Path}/{looker}", new { name = "Blind" });
        await ExpectAsync(HttpMethod.Delete, $"{Path}/{looker}?replacementId={keeper}");
        await ExpectAsync(HttpMethod.Delete, $"{Path}/{keeper}?replacementId=1");
        await ExpectAsync(HttpMethod.Patch, "/api/v1/people/3", new { role = "Admin" });
        await ExpectAsync(HttpMethod.Patch, "/api/v1/people/1", new { role = "User" });
        await ExpectAsync(HttpMethod.Patch, "/api/v1/people/1", new { suspended = true });
        await ExpectAsync(HttpMethod.Post, "/api/v1/people/1/reset-link");
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/3", new { suspended = true }).DoneAsync();

        async Task ExpectAsync(HttpMethod method, string path, object? body = null) =>
            (await api.SendAsync(method, path, body).RefusedAsync()).ShouldBe("beyond_own_permissions", path);
    }

    [Fact]
    public async Task A_deleted_role_is_replaced_for_everybody()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await api.AddPersonAsync(Email, Role.User);
        var role = await MakeAsync(api, "Looker", "ViewDevices");
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role }).DoneAsync();

        (await api.SendAsync(HttpMethod.Delete, $"{Path}/{role}").RefusedAsync()).ShouldBe("invalid_replacementId");
        (await api.SendAsync(HttpMethod.Delete, $"{Path}/{role}?replacementId={role}").RefusedAsync()).ShouldBe(
            "invalid_replacementId"
        );
        await api.SendAsync(HttpMethod.Delete, $"{Path}/{role}?replacementId=2").DoneAsync();

        ((string?)(await api.GetAsync("/api/v1/people"))["items"]![1]!["roleName"]).ShouldBe("Staff");
        (await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role }).RefusedAsync()).ShouldBe(
            "invalid_roleId"
        );
    }

    [Fact]
    public async Task A_role_for_those_below_is_seen_there_changed_above_and_not_taken_away_while_it_is_used()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var role = await MakeAsync(api, "Looker", "ViewDevices");
        var dealer = (long)(await api.PostAsync("/api/v1/organisations", new { name = "Dealer" }).DoneAsync())["id"]!;
        await api.AddPersonAsync(Email, Role.User, new OrganisationId(dealer));
        api.In(dealer);
        (await api.SendAsync(HttpMethod.Get, $"{Path}/{role}").RefusedAsync()).ShouldBe("role_not_found");

        api.In(null);
        await api.SendAsync(HttpMethod.Patch, $"{Path}/{role}", new { appliesBelow = true }).DoneAsync();
        api.In(dealer);
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role }).DoneAsync();
        (await api.SendAsync(HttpMethod.Patch, $"{Path}/{role}", new { name = "Mine" }).RefusedAsync()).ShouldBe(
            "role_from_above"
        );

        api.In(null);
        (await api.SendAsync(HttpMethod.Patch, $"{Path}/{role}", new { appliesBelow = false }).RefusedAsync()).ShouldBe(
            "role_used_below"
        );
        var local = await MakeAsync(api, "Local", "ViewDevices");
        (await api.SendAsync(HttpMethod.Delete, $"{Path}/{role}?replacementId={local}").RefusedAsync()).ShouldBe(
            "role_used_below"
        );
    }

    private static async Task<long> MakeAsync(ApiUnderTest api, string name, params string[] permissions)
    {
        JsonNode made = await api.PostAsync(Path, new { name, permissions }).DoneAsync();
        return (long)made["id"]!;
    }
}
