using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

/// <summary>One device and one attempt of a User, seen by that User, by another, and by an administrator.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private ApiUnderTest _api = null!;
    private string _admin = "";
    private string _owner = "";
    private string _other = "";
    private long _device;
    private long _foreignDevice;
    private long _session;
    private string _template = "";

    public async ValueTask InitializeAsync()
    {
        _api = await ApiUnderTest.StartAsync();
        _admin = _api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        _owner = await _api.AddPersonAsync("olga@example.com", Role.Staff);
        _template = await _api.MakeTemplateAsync();
        _foreignDevice = await MakeDeviceAsync();
        // Made while she was of the staff: a User cannot make a device by hand.
        As(_owner);
        _device = await MakeDeviceAsync();
        await _api.People.ChangeRoleAsync("OLGA@EXAMPLE.COM", Role.User);
        _session = (long)(await ApiUnderTest.JsonOf(await _api.PostAsync("/api/v1/provisioning/sessions")))["id"]!;
        _other = await _api.AddPersonAsync("otto@example.com", Role.User);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Everything_about_a_device_is_open_to_its_owner_and_to_an_administrator_and_not_found_for_others()
    {
        string[] reads = ["", "/datastreams", "/datastreams/V0/history", "/events"];
        foreach (var read in reads)
            await ExpectAsync(HttpMethod.Get, $"/api/v1/devices/{_device}{read}", body: null, "device_not_found");

        await ExpectAsync(HttpMethod.Patch, $"/api/v1/devices/{_device}", new { name = "Bath" }, "device_not_found");
        await ExpectAsync(
            HttpMethod.Put,
            $"/api/v1/devices/{_device}/datastreams/V0",
            new { value = 1 },
            "device_not_found"
        );
        await ExpectAsync(
            HttpMethod.Put,
            $"/api/v1/devices/{_device}/metadata/Device UID",
            new { value = "7" },
            "device_not_found"
        );
        await ExpectAsync(
            HttpMethod.Post,
            $"/api/v1/devices/{_device}/reboot",
            body: null,
            "device_not_found",
            allowed: HttpStatusCode.Conflict
        );
        As(_other);
        using (var refused = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{_device}"))
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        As(_owner);
        using var deleted = await _api.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{_device}");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_foreign_device_answers_exactly_as_one_that_does_not_exist()
    {
        As(_owner);
        using var foreign = await _api.SendAsync(HttpMethod.Get, $"/api/v1/devices/{_foreignDevice}");
        using var missing = await _api.SendAsync(HttpMethod.Get, "/api/v1/devices/999");

        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ApiUnderTest.JsonOf(foreign))
            .ToJsonString()
            .ShouldBe((await ApiUnderTest.JsonOf(missing)).ToJsonString().Replace("999", $"{_foreignDevice}"));
    }

    [Fact]
    public async Task Lists_hold_what_is_ones_own()
    {
        (await IdsAsync(_owner, "/api/v1/devices")).ShouldBe([_device]);
        (await IdsAsync(_other, "/api/v1/devices")).ShouldBeEmpty();
        (await IdsAsync(_admin, "/api/v1/devices")).ShouldBe([_foreignDevice, _device], ignoreOrder: true);
        (await IdsAsync(_owner, "/api/v1/provisioning/sessions")).ShouldBe([_session]);
        (await IdsAsync(_other, "/api/v1/provisioning/sessions")).ShouldBeEmpty();
        (await IdsAsync(_admin, "/api/v1/provisioning/sessions")).ShouldBe([_session]);
    }

    [Fact]
    public async Task An_attempt_is_read_reported_and_cancelled_by_who_began_it()
    {
        var path = $"/api/v1/provisioning/sessions/{_session}";
        await ExpectAsync(HttpMethod.Get, path, body: null, "session_not_found");
        await ExpectAsync(HttpMethod.Post, $"{path}/reports", new { step = "device_found" }, "session_not_found");
        As(_other);
        using (var refused = await _api.PostAsync($"{path}/cancel"))
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        As(_owner);
        using var cancelled = await _api.PostAsync($"{path}/cancel");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_ones_own_device_is_brought_to_another_network()
    {
        const string path = "/api/v1/provisioning/sessions";
        As(_owner);
        using var foreign = await _api.PostAsync(path, new { deviceId = _foreignDevice });
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await ApiUnderTest.JsonOf(foreign))["code"]).ShouldBe("device_not_found");
        using var own = await _api.PostAsync(path, new { deviceId = _device });
        own.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_User_makes_no_devices_by_hand_and_sees_no_tokens()
    {
        As(_owner);
        using var made = await _api.PostAsync("/api/v1/devices", new { templateId = _template, name = "Mine" });
        made.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var token = await _api.PostAsync($"/api/v1/devices/{_device}/token");
        token.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task ExpectAsync(
        HttpMethod method,
        string path,
        object? body,
        string refusal,
        HttpStatusCode? allowed = null
    )
    {
        foreach (var person in new[] { _owner, _admin })
        {
            As(person);
            using var answer = await _api.SendAsync(method, path, body);
            if (allowed is { } status)
                answer.StatusCode.ShouldBe(status, path);
            else
                answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {answer.StatusCode}");
        }

        As(_other);
        using var refused = await _api.SendAsync(method, path, body);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        ((string?)(await ApiUnderTest.JsonOf(refused))["code"]).ShouldBe(refusal);
    }

    private async Task<long[]> IdsAsync(string person, string path)
    {
        As(person);
        return [.. (await _api.GetAsync(path))["items"]!.AsArray().Select((JsonNode? item) => (long)item!["id"]!)];
    }

    private async Task<long> MakeDeviceAsync() =>
        (long)
            (
                await ApiUnderTest.JsonOf(
                    await _api.PostAsync("/api/v1/devices", new { templateId = _template, name = "Unit" })
                )
            )["id"]!;

    private void As(string token) =>
        _api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
}
