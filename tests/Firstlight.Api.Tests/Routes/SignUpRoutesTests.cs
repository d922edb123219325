using System.Net;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

public sealed class SignUpRoutesTests
{
    private const string Path = "/api/v1/sign-up";

    [Fact]
    public async Task A_closed_organisation_takes_nobody_and_says_so_beforehand()
    {
        await using var api = await ApiUnderTest.StartAsync();

        ((bool)(await api.GetAsync("/api/v1/sign-in/options"))["signUp"]!).ShouldBeFalse();
        using var refused = await SignUpAsync(api, "new@example.com");

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe("sign_up_closed");
    }

    [Fact]
    public async Task Where_it_is_allowed_a_stranger_becomes_a_User_who_signs_in()
    {
        await using var api = await StartOpenAsync();
        api.Http.DefaultRequestHeaders.Authorization = null;

        ((bool)(await api.GetAsync("/api/v1/sign-in/options"))["signUp"]!).ShouldBeTrue();
        (await SignUpAsync(api, "new@example.com")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var signedIn = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = "new@example.com", password = ApiUnderTest.Password }
        );

        var person = (await ApiUnderTest.JsonOf(signedIn))["person"]!;
        ((string?)person["role"]).ShouldBe("User");
        ((string?)person["name"]).ShouldBe("Nora");
    }

    [Fact]
    public async Task Where_each_gets_an_organisation_a_stranger_is_the_administrator_of_one_with_our_templates()
    {
        await using var api = await StartOpenAsync(mode: "OwnOrganisation");
        var template = await api.MakeTemplateAsync();

        ((bool)(await api.GetAsync("/api/v1/sign-in/options"))["ownOrganisation"]!).ShouldBeTrue();
        (await SignUpAsync(api, "new@example.com")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var made = (await api.GetAsync("/api/v1/organisations"))["items"]!.AsArray()[^1]!;
        ((string?)made["name"]).ShouldBe("Nora");
        ((long)made["parentId"]!).ShouldBe(1);
        api.As(await api.SignInAsync("new@example.com"));
        var me = await api.GetAsync("/api/v1/me");
        ((string?)me["role"]).ShouldBe("Admin");
        ((long)me["organisationId"]!).ShouldBe((long)made["id"]!);
        var templates = (await api.GetAsync("/api/v1/templates"))["items"]!.AsArray();
        ((string?)templates.ShouldHaveSingleItem()!["id"]).ShouldBe(template);
        api.People.Audit.ShouldContain(entry =>
            entry.Action == AuditActions.OrganisationCreated && entry.Organisation == OrganisationId.Root
        );
        api.People.Audit.ShouldContain(entry =>
            entry.Action == AuditActions.SignedUp && entry.Organisation.Value == (long)made["id"]!
        );
    }

    [Fact]
    public async Task An_organisation_is_called_as_wanted_and_gets_a_number_when_a_stranger_has_the_name()
    {
        await using var api = await StartOpenAsync(mode: "OwnOrganisation");

        await SignUpAsync(api, "a@example.com", organisation: "Hotel Sunrise").TakenAsync();
        await SignUpAsync(api, "b@example.com", organisation: " hotel sunrise ").TakenAsync();
        await SignUpAsync(api, "b@example.com", organisation: "Not made twice").TakenAsync();

        var names = (await api.GetAsync("/api/v1/organisations"))["items"]!
            .AsArray()
            .Select(one => (string?)one!["name"]);
        names.Skip(1).ShouldBe(["Hotel Sunrise", "hotel sunrise 2"]);
        (await SignUpAsync(api, "c@example.com", organisation: new string('x', 81)).RefusedAsync()).ShouldBe(
            "invalid_organisation"
        );
    }

    [Fact]
    public async Task A_cloud_without_room_for_another_organisation_says_so_and_makes_nobody()
    {
        await using var api = await StartOpenAsync(accounts => accounts.OrganisationsMax = 2, "OwnOrganisation");

        await SignUpAsync(api, "a@example.com").TakenAsync();
        (await SignUpAsync(api, "b@example.com").RefusedAsync()).ShouldBe("sign_up_full");

        using var nobody = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = "b@example.com", password = ApiUnderTest.Password }
        );
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_tree_of_one_level_has_no_place_for_organisations_of_ones_own()
    {
        await using var api = await ApiUnderTest.StartAsync(more: services =>
            services.Configure<AccountsOptions>(accounts => accounts.OrganisationDepthMax = 1)
        );

        (await ChooseAsync(api, new { signUp = "OwnOrganisation" }).RefusedAsync()).ShouldBe("invalid_signUp");
    }

    [Fact]
    public async Task The_older_word_for_the_setting_still_opens_and_closes()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var opened = await ChooseAsync(api, new { signUpAllowed = true }).DoneAsync();
        ((string?)opened["signUp"]).ShouldBe("JoinsAsUser");
        var both = await ChooseAsync(api, new { signUpAllowed = true, signUp = "OwnOrganisation" }).DoneAsync();
        ((string?)both["signUp"]).ShouldBe("OwnOrganisation");
        ((bool)both["signUpAllowed"]!).ShouldBeTrue();
        var closed = await ChooseAsync(api, new { signUpAllowed = false }).DoneAsync();
        ((string?)closed["signUp"]).ShouldBe("Off");
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_keeps_its_password()
    {
        await using var api = await StartOpenAsync();

        using var fresh = await SignUpAsync(api, "new@example.com", "another password");
        using var taken = await SignUpAsync(api, ApiUnderTest.Email, "another password");

        taken.StatusCode.ShouldBe(fresh.StatusCode);
        (await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(
            await fresh.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        (await api.SignInAsync(ApiUnderTest.Email)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task One_address_makes_so_many_accounts_and_no_more_for_a_while()
    {
        await using var api = await StartOpenAsync(accounts => accounts.SignUpsPerAddressMax = 2);

        (await SignUpAsync(api, "a@example.com")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await SignUpAsync(api, "b@example.com")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await SignUpAsync(api, "c@example.com")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        api.Time.Advance(TimeSpan.FromHours(1));
        (await SignUpAsync(api, "c@example.com")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("nobody", "long enough", "email")]
    [InlineData("a@example.com", "short", "password")]
    public async Task What_is_wrong_is_named(string email, string password, string field)
    {
        await using var api = await StartOpenAsync();

        using var refused = await SignUpAsync(api, email, password);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(refused))["field"]).ShouldBe(field);
    }

    private static async Task<ApiUnderTest> StartOpenAsync(
        Action<AccountsOptions>? configure = null,
        string mode = "JoinsAsUser"
    )
    {
        var api = await ApiUnderTest.StartAsync(more: services =>
            services.Configure(configure ?? (static (AccountsOptions _) => { }))
        );
        await ChooseAsync(api, new { signUp = mode }).DoneAsync();
        return api;
    }

    private static Task<HttpResponseMessage> ChooseAsync(ApiUnderTest api, object setting) =>
        api.SendAsync(HttpMethod.Patch, "/api/v1/settings/organisation", setting);

    private static Task<HttpResponseMessage> SignUpAsync(
        ApiUnderTest api,
        string email,
        string password = ApiUnderTest.Password,
        string? organisation = null
    ) =>
        api.PostAsync(
            Path,
            new
            {
                email,
                password,
                name = "Nora",
                organisation,
            }
        );
}
