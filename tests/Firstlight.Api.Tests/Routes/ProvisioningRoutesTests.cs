using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class ProvisioningRoutesTests(SharedApi shared)
{
    private const string Path = "/api/v1/provisioning/sessions";

    [Fact]
    public async Task A_session_gives_the_app_all_that_the_device_needs()
    {
        await using var api = await ApiUnderTest.StartAsync(options =>
        {
            options.PublicHost = "cloud.example";
            options.PublicPort = 80;
            options.PublicTlsPort = 443;
        });

        using var started = await api.PostAsync(Path);
        var session = await ApiUnderTest.JsonOf(started);

        started.StatusCode.ShouldBe(HttpStatusCode.Created);
        started.Headers.Location!.OriginalString.ShouldBe($"{Path}/{session["id"]}");
        ((string?)session["token"]).ShouldBe(api.World.Tokens.Single().Reveal());
        ((string?)session["code"]).ShouldNotBeNull().ShouldMatch("^[0-9A-Z]{4}-[0-9A-Z]{4}$");
        ((long?)session["deviceId"]).ShouldBe(1001);
        ((string?)session["host"]).ShouldBe("cloud.example");
        ((int?)session["port"]).ShouldBe(80);
        ((int?)session["tlsPort"]).ShouldBe(443);
        ((DateTimeOffset?)session["expiresAt"]).ShouldBe(api.Time.GetUtcNow() + TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task Without_a_public_name_devices_get_the_name_the_app_used_and_no_TLS_port_when_there_is_none()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var session = await ApiUnderTest.JsonOf(await api.PostAsync(Path));

        ((string?)session["host"]).ShouldBe("127.0.0.1");
        ((int?)session["port"]).ShouldBe(8080);
        session.AsObject().ContainsKey("tlsPort").ShouldBeTrue();
        session["tlsPort"].ShouldBeNull();
    }

    [Fact]
    public async Task No_body_at_all_starts_a_session_too()
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var started = await api.SendAsync(HttpMethod.Post, Path);

        started.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"templateId":"nonsense"}""", HttpStatusCode.BadRequest, "invalid_templateId")]
    [InlineData("""{"templateId":"TMPLnothere1"}""", HttpStatusCode.NotFound, "template_not_found")]
    [InlineData("""{"deviceId":0}""", HttpStatusCode.NotFound, "device_not_found")]
    [InlineData("""{"deviceId":"7"}""", HttpStatusCode.BadRequest, "invalid_deviceId")]
    [InlineData("""{"deviceId":1e30}""", HttpStatusCode.BadRequest, "invalid_deviceId")]
    public async Task A_bad_start_is_refused(string body, HttpStatusCode status, string code)
    {
        var api = shared.Api;

        using var response = await api.SendTextAsync(HttpMethod.Post, Path, body);

        response.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe(code);
        (await ApiUnderTest.JsonOf(response))["token"].ShouldBeNull();
    }

    [Fact]
    public async Task A_session_is_read_step_by_step_and_cancelled_once()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = (await ApiUnderTest.JsonOf(await api.PostAsync(Path)))["id"];

        var pending = await api.GetAsync($"{Path}/{id}");
        ((string?)pending["state"]).ShouldBe("Pending");
        ((string?)pending["steps"]![0]!["name"]).ShouldBe("token_issued");
        pending.AsObject().ContainsKey("failure").ShouldBeTrue();
        pending["failure"].ShouldBeNull();

        using var cancelled = await api.PostAsync($"{Path}/{id}/cancel");
        ((string?)(await ApiUnderTest.JsonOf(cancelled))["state"]).ShouldBe("Cancelled");
        using var again = await api.PostAsync($"{Path}/{id}/cancel");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task What_the_app_saw_is_added_and_an_error_ends_the_session_with_the_way_out()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var path = $"{Path}/{(await ApiUnderTest.JsonOf(await api.PostAsync(Path)))["id"]}";

        using var found = await api.PostAsync($"{path}/reports", new { step = "device_found", detail = "ESP32" });
        ((string?)(await ApiUnderTest.JsonOf(found))["steps"]![1]!["detail"]).ShouldBe("ESP32");
        using var failed = await api.PostAsync(
            $"{path}/reports",
            new { step = "device_reported_error", errorCode = 722 }
        );
        var failure = (await ApiUnderTest.JsonOf(failed))["failure"]!;
        ((int?)failure["code"]).ShouldBe(722);
        ((string?)failure["cause"]).ShouldBe("wrong_wifi_password");
        ((string?)failure["nextStep"]).ShouldNotBeNull();
        using var late = await api.PostAsync($"{path}/reports", new { step = "device_found" });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_report_without_a_step_or_with_a_novel_is_refused()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var path = $"{Path}/{(await ApiUnderTest.JsonOf(await api.PostAsync(Path)))["id"]}/reports";

        (await api.PostAsync(path)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync(path, new { step = "device_found", detail = new string('x', 201) })).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task Sessions_are_listed_newest_first_and_filtered()
    {
        await using var api = await ApiUnderTest.StartAsync();
        for (var count = 0; count < 3; count++)
            await api.PostAsync(Path);
        await api.PostAsync($"{Path}/2/cancel");

        (await IdsAsync("")).ShouldBe([3, 2, 1]);
        (await IdsAsync("?state=cancelled")).ShouldBe([2]);
        (await IdsAsync("?state=Pending&deviceId=1003")).ShouldBe([3]);
        (await IdsAsync("?state=&deviceId=&cursor=&limit=")).ShouldBe([3, 2, 1]);
        (await api.SendAsync(HttpMethod.Get, Path + "?state=Lost")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.SendAsync(HttpMethod.Get, Path + "?limit=1001")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        async Task<long[]> IdsAsync(string query) =>
            [.. (await api.GetAsync(Path + query))["items"]!.AsArray().Select(item => (long)item!["id"]!)];
    }

    [Theory]
    [InlineData("GET", "/99")]
    [InlineData("POST", "/99/cancel")]
    [InlineData("POST", "/99/reports")]
    public async Task Unknown_sessions_are_not_found(string method, string rest)
    {
        var api = shared.Api;

        using var response = await api.SendAsync(
            new HttpMethod(method),
            Path + rest,
            method == "GET" ? null : new { step = "device_found" }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("session_not_found");
    }
}
