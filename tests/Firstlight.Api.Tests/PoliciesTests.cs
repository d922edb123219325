using System.Net;
using System.Net.Http.Headers;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests;

public sealed class PoliciesTests
{
    [Fact]
    public async Task Each_role_may_do_what_its_policy_says_and_no_more()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        var owner = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var staff = await api.AddPersonAsync("staff@example.com", Role.Staff);
        var user = await api.AddPersonAsync("user@example.com", Role.User);

        await ExpectAsync("GET", "/api/v1/me", owner: true, staff: true, user: true);
        await ExpectAsync("GET", "/api/v1/devices", owner: true, staff: true, user: true);
        await ExpectAsync("GET", $"/api/v1/devices/{id}/datastreams", owner: true, staff: true, user: true);
        await ExpectAsync("POST", "/api/v1/provisioning/sessions", owner: true, staff: true, user: true);
        await ExpectAsync("GET", "/api/v1/templates", owner: true, staff: true, user: true);
        await ExpectAsync("POST", "/api/v1/devices", owner: true, staff: true, user: false);
        await ExpectAsync("POST", "/api/v1/templates", owner: true, staff: false, user: false);
        await ExpectAsync("POST", $"/api/v1/devices/{id}/token", owner: true, staff: false, user: false);
        await ExpectAsync("GET", "/api/v1/people", owner: true, staff: false, user: false);
        await ExpectAsync("POST", "/api/v1/people/2/reset-link", owner: true, staff: false, user: false);
        await ExpectAsync("GET", "/api/v1/password-resets", owner: true, staff: false, user: false);
        await ExpectAsync("GET", "/api/v1/settings/organisation", owner: true, staff: false, user: false);
        await ExpectAsync("GET", "/api/v1/settings/addresses", owner: true, staff: false, user: false);
        await ExpectAsync("POST", "/api/v1/settings/mail/test", owner: true, staff: false, user: false);
        await ExpectAsync("GET", "/api/v1/audit", owner: true, staff: false, user: false);

        async Task ExpectAsync(string method, string path, bool owner, bool staff, bool user)
        {
            (await IsAllowedAsync(method, path, Tokens.Owner)).ShouldBe(owner, $"owner {path}");
            (await IsAllowedAsync(method, path, Tokens.Staff)).ShouldBe(staff, $"staff {path}");
            (await IsAllowedAsync(method, path, Tokens.User)).ShouldBe(user, $"user {path}");
        }

        async Task<bool> IsAllowedAsync(string method, string path, Tokens who)
        {
            var token = who switch
            {
                Tokens.Owner => owner,
                Tokens.Staff => staff,
                _ => user,
            };
            api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await api.SendAsync(
                new HttpMethod(method),
                path,
                method == "GET" ? null : new { name = $"Made by {who}" }
            );
            return response.StatusCode != HttpStatusCode.Forbidden;
        }
    }

    private enum Tokens
    {
        Owner,
        Staff,
        User,
    }
}
