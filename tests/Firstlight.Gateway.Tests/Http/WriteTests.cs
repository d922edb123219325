using System.Net;
using Firstlight.Gateway.Tests.Fakes;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary>What writes beside a plain <c>update</c>: batches, forms, properties, events, metadata.</summary>
public sealed class WriteTests
{
    [Theory]
    [InlineData($"batch/update?{T}&v0=32&v4=63", new[] { "V0=32", "V4=63" })]
    [InlineData($"batch/update?{T}&V4=21.7&V7=30.52&V7=50.45", new[] { "V4=21.7", "V7=30.52·50.45" })]
    [InlineData($"batch/update?{T}&pin=v7&value=33&value=44", new[] { "V7=33·44" })]
    public async Task A_batch_is_stored_and_answered_with_OK(string call, string[] stored)
    {
        await using var host = await GatewayHost.StartAsync();
        await (await GetAsync(host, call)).ShouldAnswerAsync("OK");
        Stored(host).ShouldBe(stored);
        host.Door.EveryVisitWasDurable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_says_the_same_as_a_query()
    {
        await using var host = await GatewayHost.StartAsync();
        const string form = "application/x-www-form-urlencoded";
        await (await PostAsync(host, $"update?{T}", "v0=5&v5=a+b%26c%C3%A9", form)).ShouldAnswerAsync("");
        Stored(host).ShouldBe(["V0=5", "V5=a b&cé"]);
        await (await PostAsync(host, "logEvent", $"{T}&code=high_temp&description=88C", form)).ShouldAnswerAsync("");
        await (await PostAsync(host, $"update?{T}&v0=6", "", "text/plain")).ShouldAnswerAsync("");
        Stored(host).ShouldBe(["V0=6", "V5=a b&cé"]);
        host.Door.Calls.ShouldBe(["event high_temp|88C"]);
    }

    [Fact]
    public async Task A_form_that_is_too_long_is_refused_by_its_size()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await PostAsync(
            host,
            $"update?{T}",
            "v5=" + new string('x', 40_000),
            "application/x-www-form-urlencoded"
        );
        await answer.ShouldRefuseAsync("The request is too large.", HttpStatusCode.RequestEntityTooLarge);
        Stored(host).ShouldBeEmpty();
    }

    [Theory]
    [InlineData($"update/property?{T}&pin=v4&color=%23D3435C", "property V4 color=#D3435C")]
    [InlineData($"update/property?{T}&pin=V4&isDisabled=true", "property V4 isDisabled=true")]
    [InlineData($"update/property?{T}&dataStreamId=2&url=1&url=2", "property V4 url=1·2")]
    [InlineData($"logEvent?{T}&code=high_temp", "event high_temp|")]
    [InlineData($"logevent?{T}&code=high_temp&description=88C", "event high_temp|88C")]
    [InlineData($"device/meta/update?{T}&metaFieldName=Serial%20Number&value=SN-0042", "meta Serial Number=SN-0042")]
    [InlineData($"device/meta/update?{T}&metaFieldId=101&value=2", "meta Weight=2")]
    [InlineData($"device/meta/update?{T}&metaFieldName=Hotspot%20Name&value=Home", "meta Hotspot Name=Home")]
    public async Task What_a_device_tells_is_passed_on_and_answered_with_an_empty_200(string call, string told)
    {
        await using var host = await GatewayHost.StartAsync();
        await (await GetAsync(host, call)).ShouldAnswerAsync("");
        host.Door.Calls.ShouldBe([told]);
    }

    [Theory]
    [InlineData("metaFieldId=100", """{"type":"Text","value":"SN-7"}""")]
    [InlineData("metaFieldName=Serial%20Number", """{"type":"Text","value":"SN-7"}""")]
    [InlineData("metaFieldId=101", """{"type":"Number","value":2.5}""")]
    [InlineData("metaFieldId=1", """{"type":"DeviceName","value":"Kitchen"}""")]
    [InlineData("metaFieldName=Hotspot%20Name", """{"type":"Text","value":""}""")]
    public async Task A_field_of_metadata_answers_with_its_type_and_value(string field, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        await (await GetAsync(host, $"device/meta?{T}&{field}")).ShouldAnswerAsync(body);
    }

    [Fact]
    public async Task The_device_itself_answers_with_its_number_and_its_activation()
    {
        await using var host = await GatewayHost.StartAsync();
        await (await GetAsync(host, $"device?{T}")).ShouldAnswerAsync(
            """{"id":42,"orgId":1,"name":"Kitchen","activatedAt":1760000000123,"firstConnectTime":0,"hardwareInfo":"""
                + """{"version":"1.2.0","fwType":null,"blynkVersion":null,"boardType":"ESP32","build":null,"templateId":"TMPL00AABBCC"}}"""
        );
    }

    [Fact]
    public async Task An_event_that_is_dropped_is_answered_with_429_and_a_wait()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await GetAsync(host, $"logEvent?{T}&code=too-often");
        await answer.ShouldRefuseAsync("Too many events. Try again later.", HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_event_with_a_long_description_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await GetAsync(host, $"logEvent?{T}&code=high_temp&description={new string('x', 301)}");
        await answer.ShouldRefuseAsync("Event description is longer than 300 characters.");
        host.Door.Calls.ShouldBeEmpty();
    }

    private static IEnumerable<string> Stored(GatewayHost host) =>
        host.Door.Values.OrderBy(pair => pair.Key.Number).Select(pair => $"{pair.Key}={pair.Value.Replace('\0', '·')}");
}
