using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class CookieTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_gets_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var response = await SignInAsync(api);

        var cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("firstlight=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        (await ApiUnderTest.JsonOf(response))["accessToken"].ShouldBeNull();
    }

    [Fact]
    public async Task The_cookie_signs_in_until_it_is_taken_back()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await UseCookieAsync(api);

        ((string?)(await api.GetAsync("/api/v1/me"))["email"]).ShouldBe(ApiUnderTest.Email);

        using var signOut = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-out?everywhere=true");
        signOut.Headers.Add(CrossSiteGuard.Header, "1");
        using var gone = await api.Http.SendAsync(signOut, Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gone.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("1970");
        using var after = await api.Http.GetAsync("/api/v1/me", Cancellation);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("null", false)]
    [InlineData("http://evil.example", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("own", true)]
    public async Task A_changing_request_with_a_cookie_must_come_from_our_own_page(string? origin, bool allowed)
    {
        await using var api = await ApiUnderTest.StartAsync();
        await UseCookieAsync(api);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/devices/1/reboot");
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? api.Address.GetLeftPart(UriPartial.Authority) : origin);

        using var response = await api.Http.SendAsync(request, Cancellation);

        // There is no device 1: who gets as far as "not found" was let through.
        response.StatusCode.ShouldBe(allowed ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_header_that_other_pages_cannot_set_is_as_good()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await UseCookieAsync(api);
        api.Http.DefaultRequestHeaders.Add(CrossSiteGuard.Header, "1");

        using var response = await api.PostAsync("/api/v1/templates", new { name = "Thermostat" });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_forged_cookie_is_nobody()
    {
        await using var api = await ApiUnderTest.StartAsync();
        api.Http.DefaultRequestHeaders.Authorization = null;
        api.Http.DefaultRequestHeaders.Add("Cookie", "firstlight=forged");

        using var response = await api.Http.GetAsync("/api/v1/devices", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.Location.ShouldBeNull();
    }

    private static Task<HttpResponseMessage> SignInAsync(ApiUnderTest api) =>
        api.PostAsync(
            "/api/v1/sign-in?useCookie=true",
            new { email = ApiUnderTest.Email, password = ApiUnderTest.Password }
        );

    private static async Task UseCookieAsync(ApiUnderTest api)
    {
        using var response = await SignInAsync(api);
        var cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        api.Http.DefaultRequestHeaders.Authorization = null;
        api.Http.DefaultRequestHeaders.Add("Cookie", cookie);
    }
}
