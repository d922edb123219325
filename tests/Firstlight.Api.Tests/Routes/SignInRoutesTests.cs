using System.Net;
using System.Net.Http.Headers;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class SignInRoutesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tool_signs_in_and_is_known_by_its_bearer_token()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var me = await api.GetAsync("/api/v1/me");

        ((string?)me["email"]).ShouldBe(ApiUnderTest.Email);
        ((string?)me["role"]).ShouldBe("Admin");
        ((long?)me["organisationId"]).ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_of_sign_in_says_how_and_how_long()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var response = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = ApiUnderTest.Email, password = ApiUnderTest.Password }
        );
        var answer = await ApiUnderTest.JsonOf(response);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)answer["accessToken"]).ShouldNotBeNullOrEmpty();
        ((string?)answer["tokenType"]).ShouldBe("Bearer");
        ((DateTimeOffset?)answer["expiresAt"]).ShouldBe(api.Time.GetUtcNow() + TimeSpan.FromDays(30));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task A_bearer_token_ends_with_its_time()
    {
        await using var api = await ApiUnderTest.StartAsync();

        api.Time.Advance(TimeSpan.FromDays(30));

        (await StatusOfMeAsync(api)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_token_at_once()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var other = await api.SignInAsync(ApiUnderTest.Email);

        using var response = await api.PostAsync("/api/v1/sign-out?everywhere=true");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusOfMeAsync(api)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOfMeAsync(api, other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOfMeAsync(api, await api.SignInAsync(ApiUnderTest.Email))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_changed_role_counts_for_tokens_that_are_out()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var person = await api.People.FindAsync(new Core.UserId(1), Cancellation);

        person!.Role = Role.User;
        await api.People.TryUpdateAsync(person, Cancellation);

        using var response = await api.PostAsync("/api/v1/templates", new { name = "T" });
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Basic YW5uOmNvcnJlY3QgaG9yc2U=")]
    public async Task A_header_that_proves_nothing_is_not_signed_in(string header)
    {
        await using var api = await ApiUnderTest.StartAsync();
        api.Http.DefaultRequestHeaders.Remove("Authorization");
        api.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var response = await api.Http.GetAsync("/api/v1/me", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task Wrong_passwords_are_refused_and_then_locked_with_a_time_to_come_back()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var wrong = new { email = ApiUnderTest.Email, password = "wrong horse" };

        for (var failure = 0; failure < 4; failure++)
        {
            using var refused = await api.PostAsync("/api/v1/sign-in", wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe("bad_credentials");
        }

        using var locked = await api.PostAsync("/api/v1/sign-in", wrong);
        locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string?)(await ApiUnderTest.JsonOf(locked))["code"]).ShouldBe("account_locked");
        locked.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Too_many_failures_from_one_address_are_throttled()
    {
        await using var api = await ApiUnderTest.StartAsync();
        for (var failure = 0; failure < 20; failure++)
            await api.PostAsync("/api/v1/sign-in", new { email = $"p{failure}@example.com", password = "wrong horse" });

        using var throttled = await api.PostAsync(
            "/api/v1/sign-in",
            new { email = ApiUnderTest.Email, password = ApiUnderTest.Password }
        );

        throttled.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string?)(await ApiUnderTest.JsonOf(throttled))["code"]).ShouldBe("sign_in_throttled");
        throttled.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
        // Those who are in stay in.
        (await StatusOfMeAsync(api)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusOfMeAsync(ApiUnderTest api, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await api.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
