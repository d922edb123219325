using System.Net;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
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

    private static async Task<ApiUnderTest> StartOpenAsync(Action<AccountsOptions>? configure = null)
    {
        var api = await ApiUnderTest.StartAsync(more: services =>
            services.Configure(configure ?? (static (AccountsOptions _) => { }))
        );
        using var opened = await api.SendAsync(
            HttpMethod.Patch,
            "/api/v1/settings/organisation",
            new { signUpAllowed = true }
        );
        opened.EnsureSuccessStatusCode();
        return api;
    }

    private static Task<HttpResponseMessage> SignUpAsync(
        ApiUnderTest api,
        string email,
        string password = ApiUnderTest.Password
    ) =>
        api.PostAsync(
            Path,
            new
            {
                email,
                password,
                name = "Nora",
            }
        );
}
