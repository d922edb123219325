using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests;

public sealed class SecretsTests
{
    [Fact]
    public async Task Tokens_and_passwords_are_in_no_answer_but_their_own_and_in_no_log_line()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        var issued = await ApiUnderTest.JsonOf(await api.PostAsync("/api/v1/provisioning/sessions"));
        var session = issued["id"];
        await api.PostAsync("/api/v1/sign-in", new { email = "a@b", password = "a very wrong password" });
        var bearer = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        var secrets = api
            .World.Tokens.Select(token => token.Reveal())
            .Append((string)issued["code"]!)
            .Append(bearer)
            .Append(ApiUnderTest.Password)
            .Append("a very wrong password")
            .Append((await OwnerOf(api)).PasswordHash!)
            .ToList();
        secrets.Count.ShouldBe(7);

        foreach (
            var path in new[]
            {
                "/api/v1/me",
                "/api/v1/audit",
                "/api/v1/templates",
                "/api/v1/devices",
                $"/api/v1/devices/{id}",
                $"/api/v1/devices/{id}/datastreams",
                $"/api/v1/devices/{id}/events",
                "/api/v1/provisioning/sessions",
                $"/api/v1/provisioning/sessions/{session}",
            }
        )
        {
            var answer = (await api.GetAsync(path)).ToJsonString();
            secrets.ShouldAllBe(secret => !answer.Contains(secret, StringComparison.Ordinal));
        }

        await api.PostAsync($"/api/v1/provisioning/sessions/{session}/cancel");
        api.World.Broken = true;
        await api.PostAsync("/api/v1/devices", new { templateId = "TMPLnothere1", name = "T" });

        api.Logs.Lines.ShouldNotBeEmpty();
        foreach (var line in api.Logs.Lines)
            secrets.ShouldAllBe(secret => !line.Contains(secret, StringComparison.Ordinal), line);
    }

    private static async Task<Person> OwnerOf(ApiUnderTest api) =>
        (await api.People.FindAsync(new Core.UserId(1), TestContext.Current.CancellationToken))!;
}
