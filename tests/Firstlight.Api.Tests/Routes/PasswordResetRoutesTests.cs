using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

public sealed class PasswordResetRoutesTests
{
    private const string Path = "/api/v1/password-reset";
    private const string NewPassword = "a better password";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_address_gets_the_same_answer()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var known = await api.PostAsync(Path, new { email = ApiUnderTest.Email });
        using var unknown = await api.PostAsync(Path, new { email = "nobody@example.com" });

        known.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await unknown.Content.ReadAsStringAsync(Cancellation)).ShouldBe(
            await known.Content.ReadAsStringAsync(Cancellation)
        );
    }

    [Fact]
    public async Task Without_mail_an_administrator_sees_the_request_and_hands_over_a_link_that_works_once()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var user = await api.AddPersonAsync("user@example.com", Role.User);
        (await api.PostAsync(Path, new { email = "user@example.com" })).EnsureSuccessStatusCode();
        (await api.PostAsync(Path, new { email = "user@example.com" })).EnsureSuccessStatusCode();

        var waiting = (await api.GetAsync("/api/v1/password-resets")).AsArray().ShouldHaveSingleItem()!;
        ((string?)waiting["email"]).ShouldBe("user@example.com");
        var link = await MakeLinkAsync(api, (long)waiting["personId"]!);
        (await api.GetAsync("/api/v1/password-resets")).AsArray().ShouldBeEmpty();

        using var done = await CompleteAsync(api, TokenOf(link));
        done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await IsSignedInAsync(api, user)).ShouldBeFalse("a reset ends every session");
        (await SignInAsync(api, "user@example.com", NewPassword)).ShouldBe(HttpStatusCode.OK);
        (await SignInAsync(api, "user@example.com", ApiUnderTest.Password)).ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await CompleteAsync(api, TokenOf(link));
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await ApiUnderTest.JsonOf(again))["code"]).ShouldBe("reset_link_refused");
    }

    [Fact]
    public async Task With_mail_the_link_comes_by_mail_and_no_administrator_sees_it()
    {
        await using var api = await StartWithMailAsync();

        (await api.PostAsync(Path, new { email = ApiUnderTest.Email })).EnsureSuccessStatusCode();

        var mail = await api.Mail.NextAsync(Cancellation);
        mail.To.ShouldBe(ApiUnderTest.Email);
        mail.Text.ShouldContain("https://iot.example.com/reset-password#");
        (await api.GetAsync("/api/v1/password-resets")).AsArray().ShouldBeEmpty();
        var token = mail.Text.Split('#')[1].Split()[0];
        (await CompleteAsync(api, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SignInAsync(api, ApiUnderTest.Email, NewPassword)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_dies_of_age()
    {
        await using var api = await StartWithMailAsync();
        (await api.PostAsync(Path, new { email = ApiUnderTest.Email })).EnsureSuccessStatusCode();
        var token = (await api.Mail.NextAsync(Cancellation)).Text.Split('#')[1].Split()[0];

        api.Time.Advance(TimeSpan.FromHours(1));

        (await CompleteAsync(api, token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_password_that_is_refused_does_not_use_up_the_link()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var token = TokenOf(await MakeLinkAsync(api, 1));

        using var refused = await CompleteAsync(api, token, "short");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(refused))["field"]).ShouldBe("password");
        (await CompleteAsync(api, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_new_password_lifts_the_lock_of_too_many_wrong_ones()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var token = TokenOf(await MakeLinkAsync(api, 1));
        for (var attempt = 0; attempt < 5; attempt++)
            await SignInAsync(api, ApiUnderTest.Email, "wrong password");
        (await SignInAsync(api, ApiUnderTest.Email, ApiUnderTest.Password)).ShouldBe(HttpStatusCode.TooManyRequests);

        (await CompleteAsync(api, token)).EnsureSuccessStatusCode();

        (await SignInAsync(api, ApiUnderTest.Email, NewPassword)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobodys_mailbox_is_filled_and_nobody_asks_for_ever()
    {
        await using var api = await StartWithMailAsync(accounts =>
        {
            accounts.ResetsPerAccountMax = 1;
            accounts.ResetsPerAddressMax = 3;
        });

        for (var request = 0; request < 3; request++)
            (await api.PostAsync(Path, new { email = ApiUnderTest.Email })).StatusCode.ShouldBe(
                HttpStatusCode.Accepted
            );
        using var throttled = await api.PostAsync(Path, new { email = ApiUnderTest.Email });

        throttled.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await api.Mail.NextAsync(Cancellation);
        ((int)(await api.GetAsync("/api/v1/settings/mail"))["waiting"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_fails_no_request_is_tried_again_and_is_seen_by_the_operator()
    {
        await using var api = await StartWithMailAsync();
        api.Mail.Fault = new MailNotSentException("mail.example.com:587: connection refused", isFinal: false);

        (await api.PostAsync(Path, new { email = ApiUnderTest.Email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var state = await UntilAsync(api, state => state["lastFailure"] is not null);
        ((string?)state["lastFailure"]!["reason"]).ShouldBe("mail.example.com:587: connection refused");
        ((bool)state["lastFailure"]!["gaveUp"]!).ShouldBeFalse();
        ((int)state["waiting"]!).ShouldBe(1);

        api.Mail.Fault = null;
        api.Time.Advance(TimeSpan.FromSeconds(5));

        (await api.Mail.NextAsync(Cancellation)).To.ShouldBe(ApiUnderTest.Email);
    }

    [Fact]
    public async Task A_test_mail_tells_how_it_went()
    {
        await using var api = await StartWithMailAsync();
        (await api.PostAsync("/api/v1/settings/mail/test")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.Mail.NextAsync(Cancellation)).To.ShouldBe(ApiUnderTest.Email);

        api.Mail.Fault = new MailNotSentException("535 wrong password", isFinal: true);
        using var refused = await api.PostAsync("/api/v1/settings/mail/test");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await ApiUnderTest.JsonOf(refused))["detail"]).ShouldBe("The mail was not sent. 535 wrong password");
    }

    [Fact]
    public async Task Making_a_link_is_noted_and_its_secret_is_in_no_log()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var token = TokenOf(await MakeLinkAsync(api, 1));
        (await CompleteAsync(api, token)).EnsureSuccessStatusCode();

        api.People.Audit.ShouldContain(entry => entry.Action == AuditActions.ResetLinkMade);
        api.People.Audit.ShouldContain(entry => entry.Action == AuditActions.PasswordReset);
        api.Logs.Lines.ShouldNotContain(line => line.Contains(token));
    }

    private static Task<ApiUnderTest> StartWithMailAsync(Action<AccountsOptions>? configure = null) =>
        ApiUnderTest.StartAsync(more: services =>
        {
            services.Configure<MailOptions>(mail =>
            {
                mail.Host = "mail.example.com";
                mail.From = "iot@example.com";
            });
            services.Configure<AccountsOptions>(accounts =>
            {
                accounts.PublicUrl = new Uri("https://iot.example.com");
                configure?.Invoke(accounts);
            });
        });

    private static async Task<JsonNode> MakeLinkAsync(ApiUnderTest api, long person)
    {
        using var made = await api.PostAsync($"/api/v1/people/{person}/reset-link");
        made.EnsureSuccessStatusCode();
        return await ApiUnderTest.JsonOf(made);
    }

    private static string TokenOf(JsonNode link)
    {
        var path = (string)link["path"]!;
        path.ShouldStartWith("/reset-password#");
        return path.Split('#')[1];
    }

    private static Task<HttpResponseMessage> CompleteAsync(
        ApiUnderTest api,
        string token,
        string password = NewPassword
    ) => api.PostAsync($"{Path}/complete", new { token, password });

    private static async Task<HttpStatusCode> SignInAsync(ApiUnderTest api, string email, string password)
    {
        using var answer = await api.PostAsync("/api/v1/sign-in", new { email, password });
        return answer.StatusCode;
    }

    private static async Task<bool> IsSignedInAsync(ApiUnderTest api, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await api.Http.SendAsync(request, Cancellation);
        return answer.IsSuccessStatusCode;
    }

    private static async Task<JsonNode> UntilAsync(ApiUnderTest api, Func<JsonNode, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        while (true)
        {
            var state = await api.GetAsync("/api/v1/settings/mail");
            if (condition(state))
                return state;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
