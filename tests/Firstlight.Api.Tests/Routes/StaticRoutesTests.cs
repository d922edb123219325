using System.Net;
using System.Net.Http.Headers;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Static tokens at the people's door: who may, what is refused, what is noted.</summary>
public sealed class StaticRoutesTests
{
    [Fact]
    public async Task An_administrator_orders_a_batch_and_it_is_noted()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var templateId = await api.MakeTemplateAsync();

        using var response = await api.PostAsync("/api/v1/static-batches", new { templateId, count = 25 });

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.OriginalString.ShouldBe("/api/v1/static-batches/1");
        var batch = await api.GetAsync("/api/v1/static-batches/1");
        ((int?)batch["count"]).ShouldBe(25);
        ((string?)batch["state"]).ShouldBe("Making");
        ((long?)(await api.GetAsync("/api/v1/static-batches"))["items"]![0]!["id"]).ShouldBe(1);
        (await NotedAsync(api)).ShouldContain("static_batch.ordered static_batch/1");
    }

    [Theory]
    [InlineData("""{"count":1}""", "templateId")]
    [InlineData("""{"templateId":"kettle","count":1}""", "templateId")]
    [InlineData("""{"templateId":"TMPLkettle01"}""", "count")]
    public async Task An_order_that_lacks_something_names_it(string body, string field)
    {
        await using var api = await ApiUnderTest.StartAsync();

        using var response = await api.SendTextAsync(HttpMethod.Post, "/api/v1/static-batches", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe(field);
    }

    [Theory]
    [InlineData("GET", "/api/v1/static-batches", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("GET", "/api/v1/static-tokens", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/static-batches", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/static-batches/1/cancel", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/static-batches/1/export", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/static-tokens/1/release", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "/api/v1/static-tokens/1", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    public async Task Staff_looks_and_a_User_does_not(
        string method,
        string path,
        HttpStatusCode staff,
        HttpStatusCode user
    )
    {
        await using var api = await ApiUnderTest.StartAsync();
        foreach (var (role, expected) in new[] { (Role.Staff, staff), (Role.User, user) })
        {
            var token = await api.AddPersonAsync($"{role}@example.com", role);
            api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var body = method == "POST" ? new { templateId = "TMPLkettle01", count = 1 } : null;
            using var response = await api.SendAsync(new HttpMethod(method), path, body);
            response.StatusCode.ShouldBe(expected, $"{role}");
        }
    }

    [Fact]
    public async Task A_batch_that_is_not_ready_is_not_taken_away_and_nothing_is_noted()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await api.PostAsync("/api/v1/static-batches", new { templateId = await api.MakeTemplateAsync(), count = 1 });

        using var early = await api.PostAsync("/api/v1/static-batches/1/export?format=csv");
        using var wrong = await api.PostAsync("/api/v1/static-batches/1/export?format=docx");
        using var unknown = await api.PostAsync("/api/v1/static-batches/7/export");

        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await ApiUnderTest.JsonOf(wrong))["field"]).ShouldBe("format");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await NotedAsync(api)).ShouldNotContain(line =>
            line.StartsWith("static_batch.exported", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_release_may_erase_and_a_deletion_takes_the_device_along()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var template = TemplateId.TryParse("TMPLkettle01", out var id) ? id : default;
        var kept = await api.MakeDeviceAsync("Kept");
        var erased = await api.MakeDeviceAsync("Erased");
        var deleted = await api.MakeDeviceAsync("Deleted");
        api.Statics.Put(1, template, new DeviceId(kept));
        api.Statics.Put(2, template, new DeviceId(erased));
        api.Statics.Put(3, template, new DeviceId(deleted));

        (await api.PostAsync("/api/v1/static-tokens/1/release")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.PostAsync("/api/v1/static-tokens/1/release")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await api.PostAsync("/api/v1/static-tokens/2/release?erase=true")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await api.SendAsync(HttpMethod.Delete, "/api/v1/static-tokens/3")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await api.SendAsync(HttpMethod.Delete, "/api/v1/static-tokens/3")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );

        var left = (await api.GetAsync("/api/v1/devices"))["items"]!.AsArray();
        left.Select(device => (long)device!["id"]!).ShouldBe([kept]);
        ((string?)(await api.GetAsync("/api/v1/static-tokens/1"))["state"]).ShouldBe("Unclaimed");
    }

    [Fact]
    public async Task A_User_claims_and_it_is_noted_without_the_code()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var device = api.Devices.Find(OrganisationId.Root, new DeviceId(await api.MakeDeviceAsync()))!;
        api.Statics.Claim = device;
        var admin = api.Http.DefaultRequestHeaders.Authorization;
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await api.AddPersonAsync("uma@example.com", Role.User)
        );

        using var response = await api.PostAsync("/api/v1/claims", new { code = "26R3RD-KYJBNZ-4YNJ4N" });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((long?)(await ApiUnderTest.JsonOf(response))["id"]).ShouldBe(device.Id.Value);
        api.Statics.LastClaim.Claimer.Address.ShouldBe("127.0.0.1");
        api.Http.DefaultRequestHeaders.Authorization = admin;
        (await NotedAsync(api)).ShouldContain($"unit.claimed device/{device.Id}");
        api.Logs.Lines.ShouldAllBe(line => !line.Contains("26R3RD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RefusalKind.NotFound, HttpStatusCode.NotFound)]
    [InlineData(RefusalKind.Conflict, HttpStatusCode.Conflict)]
    [InlineData(RefusalKind.LimitReached, HttpStatusCode.TooManyRequests)]
    public async Task A_refused_claim_has_its_status(RefusalKind kind, HttpStatusCode status)
    {
        await using var api = await ApiUnderTest.StartAsync();
        api.Statics.Claim = new Refusal(kind, "some_word", "A sentence.");

        using var response = await api.PostAsync("/api/v1/claims", new { code = "anything" });

        response.StatusCode.ShouldBe(status);
    }

    private static async Task<IReadOnlyList<string>> NotedAsync(ApiUnderTest api) =>
        [
            .. (await api.GetAsync("/api/v1/audit"))["items"]!
                .AsArray()
                .Select(entry => $"{entry!["action"]} {entry["subject"]}"),
        ];
}
