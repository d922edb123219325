using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class PeopleRoutesTests
{
    private const string Path = "/api/v1/people";

    [Fact]
    public async Task People_are_listed_with_role_and_last_sign_in_page_by_page()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await api.AddPersonAsync("staff@example.com", Role.Staff);

        var first = await api.GetAsync($"{Path}?limit=1");
        var second = await api.GetAsync($"{Path}?limit=1&cursor={first["next"]}");

        ((string?)first["items"]![0]!["email"]).ShouldBe(ApiUnderTest.Email);
        ((string?)second["items"]![0]!["role"]).ShouldBe("Staff");
        ((DateTimeOffset)second["items"]![0]!["lastSignInAt"]!).ShouldBe(api.Time.GetUtcNow());
        second["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_suspended_person_is_out_at_once_and_comes_back_only_by_signing_in_again()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var token = await api.AddPersonAsync("staff@example.com", Role.Staff);

        (await ChangeAsync(api, 2, new { suspended = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MeAsync(api, token)).ShouldBe(HttpStatusCode.Unauthorized);
        using var refused = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = "staff@example.com", password = ApiUnderTest.Password }
        );
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe("account_suspended");
        using var guessed = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = "staff@example.com", password = "wrong password" }
        );
        guessed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await ChangeAsync(api, 2, new { suspended = false })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await MeAsync(api, token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await MeAsync(api, await api.SignInAsync("staff@example.com"))).ShouldBe(HttpStatusCode.OK);
        api.People.Audit.Select(entry => entry.Action).ShouldContain(AuditActions.Suspended);
        api.People.Audit.Select(entry => entry.Action).ShouldContain(AuditActions.Reinstated);
    }

    [Fact]
    public async Task Another_role_counts_with_the_next_request()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var token = await api.AddPersonAsync("staff@example.com", Role.Staff);

        using var changed = await ChangeAsync(api, 2, new { role = "admin" });

        ((string?)(await ApiUnderTest.JsonOf(changed))["role"]).ShouldBe("Admin");
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await api.GetAsync(Path))["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, """{"suspended":true}""", HttpStatusCode.Conflict, "own_account")]
    [InlineData(1, """{"role":"User"}""", HttpStatusCode.Conflict, "own_account")]
    [InlineData(99, """{"suspended":true}""", HttpStatusCode.NotFound, "person_not_found")]
    [InlineData(1, """{"role":"King"}""", HttpStatusCode.BadRequest, "invalid_role")]
    public async Task What_cannot_be_done_is_refused(long person, string body, HttpStatusCode status, string code)
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var refused = await api.SendTextAsync(HttpMethod.Patch, $"{Path}/{person}", body);

        refused.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task Two_administrators_who_suspend_each_other_at_once_leave_one()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var other = await api.AddPersonAsync("admin@example.com", Role.Admin);

        var answers = await Task.WhenAll(
            ChangeAsync(api, 2, new { suspended = true }),
            ChangeAsync(api, 1, new { suspended = true }, other)
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task Settings_say_what_devices_are_told_and_which_certificate_they_see()
    {
        await using var api = await ApiUnderTest.StartAsync(options => options.PublicHost = "iot.example.com");

        var told = await api.GetAsync("/api/v1/settings/addresses");
        ((string?)told["host"]).ShouldBe("iot.example.com");
        ((bool)told["hostIsFixed"]!).ShouldBeTrue();
        ((DateTimeOffset)told["certificate"]!["notAfter"]!).ShouldBe(api.Time.GetUtcNow() + TimeSpan.FromDays(10));
        (
            await api.Http.GetStringAsync("/api/v1/settings/addresses/root", TestContext.Current.CancellationToken)
        ).ShouldBe(FakeCertificates.Root);
    }

    [Fact]
    public async Task An_organisation_is_renamed_and_that_is_noted()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var changed = await api.SendAsync(
            HttpMethod.Patch,
            "/api/v1/settings/organisation",
            new { name = " Acme " }
        );
        using var refused = await api.SendAsync(
            HttpMethod.Patch,
            "/api/v1/settings/organisation",
            new { name = new string('x', 81) }
        );

        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var organisation = await api.GetAsync("/api/v1/settings/organisation");
        ((string?)organisation["name"]).ShouldBe("Acme");
        ((bool)organisation["signUpAllowed"]!).ShouldBeFalse();
        api.People.Audit.Select(entry => entry.Action).ShouldContain(AuditActions.OrganisationChanged);
    }

    private static async Task<HttpResponseMessage> ChangeAsync(
        ApiUnderTest api,
        long person,
        object change,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Path}/{person}");
        request.Content = System.Net.Http.Json.JsonContent.Create(change);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> MeAsync(ApiUnderTest api, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
