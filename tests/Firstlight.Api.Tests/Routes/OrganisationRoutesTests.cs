using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

public sealed class OrganisationRoutesTests
{
    private const string Path = "/api/v1/organisations";

    [Fact]
    public async Task A_new_organisation_stands_below_the_one_acted_in_and_has_its_templates()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var template = await api.MakeTemplateAsync();

        var dealer = await MakeAsync(api, "Dealer", description: " Sells heat. ");

        ((long)dealer["parentId"]!).ShouldBe(1);
        ((string?)dealer["description"]).ShouldBe("Sells heat.");
        var templates = await api.GetAsync($"{Path}/{dealer["id"]}/templates");
        ((string?)templates["items"]!.AsArray().ShouldHaveSingleItem()!["id"]).ShouldBe(template);
        api.People.Audit[^1].Action.ShouldBe(AuditActions.OrganisationCreated);
    }

    [Fact]
    public async Task The_tree_is_listed_page_by_page_from_the_organisation_acted_in()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        var client = (long)(await MakeAsync(api, "Client", dealer))["id"]!;
        await MakeAsync(api, "Rival");

        (await IdsAsync(api, $"{Path}?limit=2")).ShouldBe([1, dealer]);
        var next = (await api.GetAsync($"{Path}?limit=2"))["next"];
        (await IdsAsync(api, $"{Path}?limit=2&cursor={next}")).ShouldBe([client, client + 1]);

        api.In(dealer);
        (await IdsAsync(api, Path)).ShouldBe([dealer, client]);
        var shown = await api.GetAsync($"{Path}/{client}");
        shown["path"]!.AsArray().Select(step => (string?)step!["name"]).ShouldBe(["Dealer", "Client"]);
        (await api.GetAsync($"{Path}/{dealer}"))["parentId"].ShouldBeNull("nobody sees upwards");
    }

    [Fact]
    public async Task Who_switches_sees_and_does_what_is_there_and_leaves_a_trace_there()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        await api.MakeDeviceAsync("At home");

        api.In(dealer);
        (await api.GetAsync("/api/v1/devices"))["items"]!.AsArray().ShouldBeEmpty();
        await api.MakeDeviceAsync("At the dealer's");
        var me = await api.GetAsync("/api/v1/me");
        ((long)me["organisationId"]!).ShouldBe(1);
        ((long)me["actingIn"]!).ShouldBe(dealer);

        var devices = (await api.GetAsync("/api/v1/devices"))["items"]!.AsArray();
        ((string?)devices.ShouldHaveSingleItem()!["name"]).ShouldBe("At the dealer's");
        await api.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{devices[0]!["id"]}").DoneAsync();
        api.People.Audit[^1].Organisation.Value.ShouldBe(dealer);
    }

    [Fact]
    public async Task A_template_of_above_is_used_and_not_changed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        var template = await api.MakeTemplateAsync();
        var use = $"{Path}/{dealer}/templates/{template}";
        api.In(dealer);
        (
            await api.PostAsync("/api/v1/devices", new { templateId = template, name = "Kitchen" }).RefusedAsync()
        ).ShouldBe("template_not_found");

        api.In(null);
        await api.SendAsync(HttpMethod.Put, use).DoneAsync();

        api.In(dealer);
        await api.PostAsync("/api/v1/devices", new { templateId = template, name = "Kitchen" }).DoneAsync();
        (
            await api.SendAsync(HttpMethod.Put, $"/api/v1/templates/{template}", new { name = "Mine" }).RefusedAsync()
        ).ShouldBe("template_from_above");
        (await api.SendAsync(HttpMethod.Delete, use).RefusedAsync()).ShouldBe("organisation_not_found");

        api.In(null);
        await api.SendAsync(HttpMethod.Delete, use).DoneAsync();
        (await api.GetAsync($"{Path}/{dealer}/templates"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tree_grows_only_as_deep_as_it_may()
    {
        await using var api = await ApiUnderTest.StartAsync(more: services =>
            services.Configure<AccountsOptions>(options => options.OrganisationDepthMax = 2)
        );
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;

        (await api.PostAsync(Path, new { name = "Client", parentId = dealer }).RefusedAsync()).ShouldBe(
            "tree_too_deep"
        );
    }

    [Theory]
    [InlineData("""{"name":""}""", "invalid_name")]
    [InlineData("""{}""", "invalid_name")]
    [InlineData("""{"name":"dealer"}""", "name_taken")]
    [InlineData("""{"name":"New","description":"a\u0007b"}""", "invalid_description")]
    [InlineData("""{"name":"New","parentId":99}""", "organisation_not_found")]
    public async Task A_bad_organisation_is_refused(string body, string code)
    {
        await using var api = await ApiUnderTest.StartAsync();
        await MakeAsync(api, "Dealer");
        (await api.SendTextAsync(HttpMethod.Post, Path, body).RefusedAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task An_organisation_is_deleted_from_above_when_it_is_empty_and_the_word_was_typed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        var client = (long)(await MakeAsync(api, "Client", dealer))["id"]!;
        await api.AddPersonAsync("dan@example.com", Role.Admin, new OrganisationId(dealer));

        (await DeleteAsync(api, dealer, "delete").RefusedAsync()).ShouldBe("invalid_confirmation");
        (await DeleteAsync(api, 1).RefusedAsync()).ShouldBe("root_organisation");
        using (var refused = await DeleteAsync(api, dealer))
        {
            var detail = (string?)(await ApiUnderTest.JsonOf(refused))["detail"];
            detail.ShouldBe("Dealer is not empty: 1 sub-organisations, 1 people. Move or delete them first.");
        }

        api.In(dealer);
        (await DeleteAsync(api, dealer).RefusedAsync()).ShouldBe("own_organisation");
        await DeleteAsync(api, client).DoneAsync();
        (await DeleteAsync(api, client).RefusedAsync()).ShouldBe("organisation_not_found");
        api.People.Audit[^1].Action.ShouldBe(AuditActions.OrganisationDeleted);
    }

    [Fact]
    public async Task Only_the_top_of_the_tree_lets_people_make_accounts_themselves()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        api.In(dealer);
        var settings = "/api/v1/settings/organisation";
        (await api.SendAsync(HttpMethod.Patch, settings, new { signUpAllowed = true }).RefusedAsync()).ShouldBe(
            "invalid_signUp"
        );
        var renamed = await api.SendAsync(HttpMethod.Patch, settings, new { name = "Dealer & Sons" }).DoneAsync();
        ((long)renamed["id"]!).ShouldBe(dealer);
    }

    [Fact]
    public async Task A_time_zone_holds_for_those_below_until_they_have_their_own()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        var settings = "/api/v1/settings/organisation";
        (await ZonesAsync()).ShouldBe((null, "UTC"));
        await api.SendAsync(HttpMethod.Patch, settings, new { timeZone = " Europe/Kyiv " }).DoneAsync();
        (await ZonesAsync()).ShouldBe(("Europe/Kyiv", "Europe/Kyiv"));

        var path = $"/api/v1/organisations/{dealer}";
        await api.SendAsync(HttpMethod.Patch, path, new { timeZone = "Asia/Tokyo" }).DoneAsync();
        ((string?)(await api.GetAsync(path))["timeZone"]).ShouldBe("Asia/Tokyo");
        api.In(dealer);
        (await ZonesAsync()).ShouldBe(("Asia/Tokyo", "Asia/Tokyo"));
        await api.SendAsync(HttpMethod.Patch, settings, new { name = "Dealer & Sons" }).DoneAsync();
        (await ZonesAsync()).ShouldBe(("Asia/Tokyo", "Asia/Tokyo"));

        await api.SendAsync(HttpMethod.Patch, settings, new { timeZone = "" }).DoneAsync();
        (await ZonesAsync()).ShouldBe((null, "Europe/Kyiv"));
        (await api.SendAsync(HttpMethod.Patch, settings, new { timeZone = "Mars/Base" }).RefusedAsync()).ShouldBe(
            "invalid_timeZone"
        );
        (await api.GetAsync("/api/v1/time-zones"))["items"]!.AsArray().Select(name => (string?)name).ShouldBeUnique();

        async Task<(string?, string?)> ZonesAsync()
        {
            var read = await api.GetAsync(settings);
            return ((string?)read["timeZone"], (string?)read["timeZoneInUse"]);
        }
    }

    [Fact]
    public async Task A_claim_is_made_for_the_organisation_acted_in_and_names_those_above()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var dealer = (long)(await MakeAsync(api, "Dealer"))["id"]!;
        var device = await api.MakeDeviceAsync();
        api.Statics.Claim = api.Devices.Find(OrganisationId.Root, new DeviceId(device))!;
        api.In(dealer);

        await api.PostAsync("/api/v1/claims", new { code = "any" }).DoneAsync();

        var claimer = api.Statics.LastClaim.Claimer;
        claimer.Organisation.Value.ShouldBe(dealer);
        claimer.Above.ShouldBe([OrganisationId.Root]);
        api.Devices.Moves.ShouldBe([new DeviceId(device)]);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> MakeAsync(
        ApiUnderTest api,
        string name,
        long? parentId = null,
        string? description = null
    ) =>
        await api.PostAsync(
                Path,
                new
                {
                    name,
                    parentId,
                    description,
                }
            )
            .DoneAsync();

    private static Task<HttpResponseMessage> DeleteAsync(ApiUnderTest api, long id, string word = "DELETE") =>
        api.SendAsync(HttpMethod.Delete, $"{Path}/{id}?confirmation={word}");

    private static async Task<IEnumerable<long>> IdsAsync(ApiUnderTest api, string path) =>
        (await api.GetAsync(path))["items"]!.AsArray().Select(item => (long)item!["id"]!);
}
