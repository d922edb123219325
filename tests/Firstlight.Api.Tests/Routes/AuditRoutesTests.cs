using Firstlight.Accounts;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class AuditRoutesTests
{
    private const string Path = "/api/v1/audit";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_is_read_page_by_page_and_narrowed()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var first = await api.MakeDeviceAsync("First");
        var second = await api.MakeDeviceAsync("Second");
        foreach (var device in new[] { first, second })
            await api.PostAsync($"/api/v1/devices/{device}/token").DoneAsync();
        await api.AddPersonAsync("staff@example.com", Role.Staff);

        var page = await api.GetAsync($"{Path}?action=token.revealed&limit=1");
        ((string?)page["items"]![0]!["subject"]).ShouldBe($"device/{second}");
        var next = await api.GetAsync($"{Path}?action=token.revealed&limit=1&cursor={page["next"]}");
        ((string?)next["items"]![0]!["subject"]).ShouldBe($"device/{first}");
        next["next"].ShouldBeNull();

        (await CountAsync(api, $"subject=device/{first}")).ShouldBe(1);
        (await CountAsync(api, "actorId=2")).ShouldBe(1, "they signed in");
        (await CountAsync(api, "to=2099-12-31T00:00:00Z")).ShouldBe(0);
        (await CountAsync(api, "from=2099-12-31T00:00:00Z")).ShouldBeGreaterThan(3);
        (await api.SendAsync(HttpMethod.Get, $"{Path}?cursor=odd").RefusedAsync()).ShouldBe("invalid_cursor");
        (await api.SendAsync(HttpMethod.Get, $"{Path}?subject={new string('x', 200)}").RefusedAsync()).ShouldBe(
            "invalid_subject"
        );
    }

    [Fact]
    public async Task The_log_is_taken_away_as_a_table_which_says_so_itself()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var lines = (await api.Http.GetStringAsync($"{Path}.csv", Cancellation)).Trim().Split("\r\n");

        lines[0].ShouldEndWith("Time,Person,Action,Subject,From");
        lines[1].ShouldContain(",1,audit.exported,audit,");
        lines[^1].ShouldContain(",1,owner.created,person/1,");
    }

    private static async Task<int> CountAsync(ApiUnderTest api, string filter) =>
        (await api.GetAsync($"{Path}?{filter}"))["items"]!.AsArray().Count;
}
