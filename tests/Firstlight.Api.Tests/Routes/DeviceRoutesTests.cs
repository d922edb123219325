using System.Net;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Routes;

public sealed class DeviceRoutesTests(SharedApi shared)
{
    [Fact]
    public async Task A_device_is_made_with_its_token_and_read_without_it()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var templateId = await api.MakeTemplateAsync();

        using var made = await api.PostAsync("/api/v1/devices", new { templateId, name = "Kitchen" });
        var device = await ApiUnderTest.JsonOf(made);

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.Location!.OriginalString.ShouldBe($"/api/v1/devices/{device["id"]}");
        ((string?)device["token"]).ShouldBe(api.World.Tokens.Single().Reveal());
        var read = await api.GetAsync(made.Headers.Location.OriginalString);
        ((string?)read["name"]).ShouldBe("Kitchen");
        ((string?)read["templateId"]).ShouldBe(templateId);
        ((bool?)read["online"]).ShouldBe(false);
        ((string?)read["method"]).ShouldBe("Manual");
        ((double?)read["hardware"]!["heartbeatSeconds"]).ShouldBe(45);
        read["token"].ShouldBeNull();
    }

    [Fact]
    public async Task Devices_are_searched_filtered_and_paged()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var ids = new List<long>();
        foreach (var name in (string[])["Kitchen", "Cellar", "Attic kitchen"])
            ids.Add(await api.MakeDeviceAsync(name));
        api.Devices.Connected.Add(new DeviceId(ids[1]));

        (await IdsAsync("")).ShouldBe(ids);
        (await IdsAsync("?search=&cursor=&limit=&templateId=&online=")).ShouldBe(ids);
        (await IdsAsync("?search=kitchen")).ShouldBe([ids[0], ids[2]]);
        (await IdsAsync("?online=true")).ShouldBe([ids[1]]);
        (await IdsAsync("?online=false")).ShouldBe([ids[0], ids[2]]);
        var page = await api.GetAsync("/api/v1/devices?limit=2");
        ((string?)page["next"]).ShouldNotBeNull();
        (await IdsAsync($"?limit=2&cursor={page["next"]}")).ShouldBe([ids[2]]);
        var template = (string?)(await api.GetAsync($"/api/v1/devices/{ids[0]}"))["templateId"];
        (await IdsAsync($"?templateId={template}")).ShouldBe([ids[0]]);

        async Task<long[]> IdsAsync(string query) =>
            [.. (await api.GetAsync("/api/v1/devices" + query))["items"]!.AsArray().Select(item => (long)item!["id"]!)];
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?limit=many", "limit")]
    [InlineData("?limit=99999999999", "limit")]
    [InlineData("?online=perhaps", "online")]
    [InlineData("?cursor=nonsense", "cursor")]
    [InlineData("?templateId=nonsense", "templateId")]
    public async Task A_bad_list_query_is_refused_by_field(string query, string field)
    {
        var api = shared.Api;

        using var response = await api.SendAsync(HttpMethod.Get, "/api/v1/devices" + query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe(field);
    }

    [Theory]
    [InlineData("""{"name":"Kitchen"}""", HttpStatusCode.BadRequest, "invalid_templateId")]
    [InlineData("""{"templateId":"x","name":"Kitchen"}""", HttpStatusCode.BadRequest, "invalid_templateId")]
    [InlineData("""{"templateId":7,"name":"Kitchen"}""", HttpStatusCode.BadRequest, "invalid_templateId")]
    [InlineData("""{"templateId":"TMPLnothere1","name":"Kitchen"}""", HttpStatusCode.NotFound, "template_not_found")]
    [InlineData("""{"templateId":null,"name":null}""", HttpStatusCode.BadRequest, "invalid_templateId")]
    [InlineData("""{"name":"a","name":"b"}""", HttpStatusCode.BadRequest, "invalid_name")]
    public async Task A_bad_new_device_is_refused(string body, HttpStatusCode status, string code)
    {
        var api = shared.Api;

        using var response = await api.SendTextAsync(HttpMethod.Post, "/api/v1/devices", body);

        response.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task A_device_is_renamed_described_and_deleted()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var path = $"/api/v1/devices/{await api.MakeDeviceAsync()}";

        using var renamed = await api.SendAsync(HttpMethod.Patch, path, new { name = "Cellar" });
        ((string?)(await ApiUnderTest.JsonOf(renamed))["name"]).ShouldBe("Cellar");
        using var nameless = await api.SendAsync(HttpMethod.Patch, path, new { name = "" });
        nameless.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var set = await api.SendAsync(HttpMethod.Put, $"{path}/metadata/Device%20UID", new { value = "A1" });
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((string?)(await api.GetAsync(path))["metadata"]!["Device UID"]).ShouldBe("A1");
        using var unknown = await api.SendAsync(HttpMethod.Put, $"{path}/metadata/Colour", new { value = "red" });
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nothing = await api.SendAsync(HttpMethod.Put, $"{path}/metadata/Colour", new { });
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await api.SendAsync(HttpMethod.Delete, path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.SendAsync(HttpMethod.Delete, path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync("/api/v1/audit"))["items"]![0]!["action"]!.ToString().ShouldBe("device.deleted");
    }

    [Theory]
    [InlineData("reboot")]
    [InlineData("reconfigure")]
    public async Task A_connected_device_is_told_and_another_is_a_conflict(string what)
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();

        using var away = await api.PostAsync($"/api/v1/devices/{id}/{what}");
        away.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        api.Devices.Connected.Add(new DeviceId(id));
        using var sent = await api.PostAsync($"/api/v1/devices/{id}/{what}");
        sent.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_ping_says_how_long_the_answer_took_or_why_there_is_none()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();

        (await PingAsync()).Body["code"]!.GetValue<string>().ShouldBe("device_not_connected");
        api.Devices.Connected.Add(new DeviceId(id));
        (await PingAsync()).Body.ToJsonString().ShouldBe("""{"answered":true,"milliseconds":41.2}""");
        api.Devices.Ping = new PingResult(PingState.NoAnswer);
        (await PingAsync()).Body.ToJsonString().ShouldBe("""{"answered":false,"milliseconds":null}""");
        api.Devices.Ping = new PingResult(PingState.NotPossible);
        var (status, refused) = await PingAsync();
        (status, refused["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, "device_takes_no_pings"));

        async Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode Body)> PingAsync()
        {
            using var response = await api.PostAsync($"/api/v1/devices/{id}/ping");
            return (response.StatusCode, await ApiUnderTest.JsonOf(response));
        }
    }

    [Fact]
    public async Task Errors_are_listed_and_cleared()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        var fault = new DeviceFault(DeviceErrorKind.WrongValue, "V4", "It does not fit. Send one that fits.");
        var at = DateTimeOffset.UnixEpoch;
        api.Devices.Errors.Add(new DeviceError(fault, "mqtt", 3, at, at.AddSeconds(1)));

        var listed = (await api.GetAsync($"/api/v1/devices/{id}/errors"))["items"]!.AsArray().ShouldHaveSingleItem()!;

        ((string?)listed["kind"]).ShouldBe("WrongValue");
        ((string?)listed["subject"]).ShouldBe("V4");
        ((string?)listed["words"]).ShouldBe(fault.Words);
        ((string?)listed["protocol"]).ShouldBe("mqtt");
        ((long?)listed["count"]).ShouldBe(3);
        using var cleared = await api.SendAsync(HttpMethod.Delete, $"/api/v1/devices/{id}/errors", null);
        cleared.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.GetAsync($"/api/v1/devices/{id}/errors"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_are_listed()
    {
        await using var api = await ApiUnderTest.StartAsync();

        var events = await api.GetAsync($"/api/v1/devices/{await api.MakeDeviceAsync()}/events");

        ((string?)events["items"]![0]!["code"]).ShouldBe("online");
    }

    [Fact]
    public async Task Showing_a_token_is_noted_before_it_is_shown()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();

        using var shown = await api.PostAsync($"/api/v1/devices/{id}/token");

        ((string?)(await ApiUnderTest.JsonOf(shown))["token"]).ShouldBe(api.World.Tokens.Single().Reveal());
        var entry = (await api.GetAsync("/api/v1/audit?limit=1"))["items"]![0]!;
        ((string?)entry["action"]).ShouldBe("token.revealed");
        ((string?)entry["subject"]).ShouldBe($"device/{id}");
        ((long?)entry["actorId"]).ShouldBe(1);
        ((string?)entry["remoteAddress"]).ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/datastreams")]
    [InlineData("PUT", "/datastreams/4")]
    [InlineData("GET", "/datastreams/4/history")]
    [InlineData("GET", "/events")]
    [InlineData("GET", "/errors")]
    [InlineData("DELETE", "/errors")]
    [InlineData("POST", "/ping")]
    [InlineData("POST", "/reboot")]
    [InlineData("POST", "/reconfigure")]
    [InlineData("POST", "/token")]
    [InlineData("PUT", "/metadata/Room")]
    [InlineData("DELETE", "/place")]
    public async Task Unknown_devices_are_not_found(string method, string rest)
    {
        var api = shared.Api;

        foreach (var id in (string[])["0", "-1", "4711", "9223372036854775807"])
        {
            using var response = await api.SendAsync(
                new HttpMethod(method),
                $"/api/v1/devices/{id}{rest}",
                method == "GET" ? null : new { name = "Kitchen", value = "1" }
            );
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("device_not_found");
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("9223372036854775808")]
    [InlineData("1;DROP TABLE devices")]
    public async Task What_is_no_number_is_no_address(string id)
    {
        var api = shared.Api;

        using var response = await api.SendAsync(HttpMethod.Get, $"/api/v1/devices/{id}");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("no_such_address");
    }
}
