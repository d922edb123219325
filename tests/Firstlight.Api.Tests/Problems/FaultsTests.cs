using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Problems;

public sealed class FaultsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_storage_is_away_every_route_says_come_back_and_afterwards_all_is_well()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        api.World.StorageAway = true;

        foreach (
            var (method, path) in new[]
            {
                ("GET", "/api/v1/templates"),
                ("POST", "/api/v1/templates"),
                ("GET", "/api/v1/devices"),
                ("GET", $"/api/v1/devices/{id}"),
                ("DELETE", $"/api/v1/devices/{id}"),
                ("GET", $"/api/v1/devices/{id}/datastreams"),
                ("PUT", $"/api/v1/devices/{id}/datastreams/1"),
                ("POST", "/api/v1/provisioning/sessions"),
                ("GET", "/api/v1/provisioning/sessions"),
                ("GET", "/api/v1/provisioning/sessions/1"),
            }
        )
        {
            using var response = await api.SendAsync(
                new HttpMethod(method),
                path,
                method is "GET" or "DELETE" ? null : new { name = "T", value = 1 }
            );
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, path);
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("storage_unavailable");
        }

        api.World.StorageAway = false;
        (await api.GetAsync($"/api/v1/devices/{id}")).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_waits_for_a_slow_storage_is_not_called_refused()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        api.World.StorageSlow = true;

        using var response = await api.SendAsync(
            HttpMethod.Put,
            $"/api/v1/devices/{id}/datastreams/1",
            new { value = 1 }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        response.Headers.RetryAfter.ShouldBeNull("who repeats it may do it twice");
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("storage_slow");
    }

    [Theory]
    [InlineData("GET", "/api/v1/me")]
    [InlineData("POST", "/api/v1/sign-in")]
    [InlineData("GET", "/api/v1/set-up")]
    [InlineData("GET", "/api/v1/audit")]
    public async Task While_people_cannot_be_read_nobody_is_called_a_stranger(string method, string path)
    {
        await using var api = await ApiUnderTest.StartAsync();
        api.People.Away = true;

        using var response = await api.SendAsync(
            new HttpMethod(method),
            path,
            method == "GET" ? null : new { email = ApiUnderTest.Email, password = ApiUnderTest.Password }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_token_is_not_shown_while_it_cannot_be_noted()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        var noted = api.People.Audit.Count;
        api.People.RefuseAudit = true;

        using var response = await api.PostAsync($"/api/v1/devices/{id}/token");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(api.World.Tokens[0].Reveal());
        api.People.Audit.Count.ShouldBe(noted);
    }

    [Fact]
    public async Task A_fault_inside_is_500_without_details_and_one_line_in_the_log()
    {
        await using var api = await ApiUnderTest.StartAsync();
        api.World.Broken = true;

        using var response = await api.SendAsync(HttpMethod.Get, "/api/v1/devices");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        text.ShouldNotContain("a detail of the inside");
        text.ShouldNotContain("Exception");
        var traceId = (string?)(await ApiUnderTest.JsonOf(response))["traceId"];
        traceId.ShouldNotBeNull();
        api.Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .ShouldContain(traceId);
    }

    [Fact]
    public async Task Readiness_follows_storage_and_life_does_not()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        ((string?)(await api.GetAsync("/readyz"))["status"]).ShouldBe("ready");

        api.World.StorageAway = true;

        using var ready = await api.SendAsync(HttpMethod.Get, "/readyz");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ((string?)(await ApiUnderTest.JsonOf(ready))["detail"]).ShouldBe("Not ready: storage (away).");
        ((string?)(await api.GetAsync("/healthz"))["status"]).ShouldBe("alive");
    }
}
