using System.Net;
using System.Text.Json.Nodes;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Routes;

public sealed class DeviceValueRoutesTests(SharedApi shared)
{
    [Theory]
    [InlineData(0, "21", "21")]
    [InlineData(0, "\"21\"", "21")]
    [InlineData(0, "true", "1")]
    [InlineData(0, "2e1", "20")]
    [InlineData(1, "21.5", "21.5")]
    [InlineData(1, "-0.25", "-0.25")]
    [InlineData(2, "\"hello\"", "\"hello\"")]
    [InlineData(2, "\"\"", "\"\"")]
    [InlineData(2, "\"21\"", "\"21\"")]
    [InlineData(3, "2", "2")]
    [InlineData(4, "[8.55,47.37]", "[8.55,47.37]")]
    public async Task A_value_goes_in_as_JSON_and_comes_back_in_its_type(int pin, string value, string expected)
    {
        var api = shared.Api;
        var id = shared.DeviceId;

        using var put = await api.SendTextAsync(
            HttpMethod.Put,
            $"/api/v1/devices/{id}/datastreams/{pin}",
            $$"""{"value":{{value}}}"""
        );

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await ApiUnderTest.JsonOf(put);
        answer["value"]!.ToJsonString().ShouldBe(expected);
        ((int?)answer["pin"]).ShouldBe(pin);
        ((bool?)answer["delivered"]).ShouldBe(false);
        ((DateTimeOffset?)answer["updatedAt"]).ShouldBe(api.Time.GetUtcNow());
        var read = (await api.GetAsync($"/api/v1/devices/{id}/datastreams"))[pin]!;
        read["value"]!.ToJsonString().ShouldBe(expected);
        ((int?)read["pin"]).ShouldBe(pin);
    }

    [Fact]
    public async Task Unset_values_are_null_and_named_pins_work()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        api.Devices.Connected.Add(new DeviceId(id));

        var values = (await api.GetAsync($"/api/v1/devices/{id}/datastreams")).AsArray();
        values.Count.ShouldBe(5);
        values.ShouldAllBe(value => value!["value"] == null && value["updatedAt"] == null);
        using var put = await api.SendAsync(HttpMethod.Put, $"/api/v1/devices/{id}/datastreams/V1", new { value = 3 });
        ((bool?)(await ApiUnderTest.JsonOf(put))["delivered"]).ShouldBe(true);
    }

    [Theory]
    [InlineData("1", """{}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("1", """{"value":null}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("1", """{"value":{"a":1}}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("1", """{"value":[1,2,3]}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("1", """{"value":["a","b"]}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("1", """{"value":1e999}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("2", """{"value":"a\u0000b"}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("2", """{"value":"no fit"}""", HttpStatusCode.BadRequest, "invalid_value")]
    [InlineData("256", """{"value":1}""", HttpStatusCode.BadRequest, "invalid_pin")]
    [InlineData("A0", """{"value":1}""", HttpStatusCode.BadRequest, "invalid_pin")]
    [InlineData("-1", """{"value":1}""", HttpStatusCode.BadRequest, "invalid_pin")]
    [InlineData("99", """{"value":1}""", HttpStatusCode.NotFound, "datastream_not_found")]
    public async Task A_bad_write_is_refused(string pin, string body, HttpStatusCode status, string code)
    {
        var api = shared.Api;
        var id = shared.DeviceId;

        using var put = await api.SendTextAsync(HttpMethod.Put, $"/api/v1/devices/{id}/datastreams/{pin}", body);

        put.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(put))["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task History_is_the_last_day_unless_a_time_is_said()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var id = await api.MakeDeviceAsync();
        await api.SendAsync(HttpMethod.Put, $"/api/v1/devices/{id}/datastreams/1", new { value = 21.5 });
        var at = api.Time.GetUtcNow();
        var path = $"/api/v1/devices/{id}/datastreams/1/history";

        api.Time.Advance(TimeSpan.FromHours(1));
        var point = (await ItemsAsync("")).ShouldHaveSingleItem()!;
        ((double?)point["value"]).ShouldBe(21.5);
        ((DateTimeOffset?)point["at"]).ShouldBe(at);
        (
            await ItemsAsync($"?from={at:yyyy-MM-ddTHH:mm:ssZ}&to={at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}")
        ).Count.ShouldBe(1);
        (await ItemsAsync("?from=&to=&limit=&cursor=")).Count.ShouldBe(1);
        (await ItemsAsync("?to=0001-01-01T00:00:00Z")).Count.ShouldBe(0);
        api.Time.Advance(TimeSpan.FromDays(1));
        (await ItemsAsync("")).Count.ShouldBe(0);

        async Task<JsonArray> ItemsAsync(string query) => (await api.GetAsync(path + query))["items"]!.AsArray();
    }

    [Theory]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=2026-13-01", "to")]
    [InlineData("?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=10001", "limit")]
    public async Task A_bad_history_query_is_refused_by_field(string query, string field)
    {
        var api = shared.Api;
        var id = shared.DeviceId;

        using var response = await api.SendAsync(HttpMethod.Get, $"/api/v1/devices/{id}/datastreams/1/history{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe(field);
    }
}
