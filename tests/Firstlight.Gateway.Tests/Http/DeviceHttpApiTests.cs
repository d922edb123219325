using System.Net;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary>Paths, answers and error texts that scripts and sketches in the field depend on, letter by letter.</summary>
public sealed class DeviceHttpApiTests
{
    [Theory]
    [InlineData($"get?{T}&v0", "7")]
    [InlineData($"get?{T}&V0", "7")]
    [InlineData($"get?{T}&v0=", "7")]
    [InlineData($"get?{T}&pin=V0", "7")]
    [InlineData($"get?v0&{T}", "7")]
    [InlineData($"get?{T}&v4", "21.50000")]
    [InlineData($"get?{T}&dataStreamId=2", "21.50000")]
    [InlineData($"get?{T}&v5", "o'clock <b>")]
    [InlineData($"get?{T}&v7", "[30.52,50.45]")]
    [InlineData($"get?{T}&v0&V4&v7", """{"v0":7,"V4":21.5,"v7":[30.52,50.45]}""")]
    [InlineData($"get?{T}&pin=v0&pin=v4", """{"v0":7,"v4":21.5}""")]
    [InlineData($"getAll?{T}", """{"v0":7,"v4":21.5,"v5":"o'clock <b>","v7":[30.52,50.45]}""")]
    [InlineData($"isHardwareConnected?{T}", "true")]
    public async Task Reads_answer_with_the_bare_value_or_an_object(string call, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(0)] = "7";
        host.Door.Values[new(4)] = "21.5";
        host.Door.Values[new(5)] = "o'clock <b>";
        host.Door.Values[new(7)] = "30.52\050.45";

        var answer = await GetAsync(host, call);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(answer)).ShouldBe(body);
    }

    [Fact]
    public async Task A_datastream_without_a_value_answers_with_nothing_and_is_left_out_of_objects()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(4)] = "1";
        (await TextAsync(await GetAsync(host, $"get?{T}&v0"))).ShouldBeEmpty();
        (await TextAsync(await GetAsync(host, $"get?{T}&v0&v4"))).ShouldBe("""{"v4":1.0}""");
    }

    [Theory]
    [InlineData($"update?{T}&v0=5", new[] { "V0=5" })]
    [InlineData($"update?{T}&V0=5", new[] { "V0=5" })]
    [InlineData($"update?{T}&pin=V4&value=21.5", new[] { "V4=21.5" })]
    [InlineData($"update?{T}&pin=v5&value=a%20b%26c%C3%A9", new[] { "V5=a b&cé" })]
    [InlineData($"update?{T}&dataStreamId=2&value=3", new[] { "V4=3" })]
    [InlineData($"update?{T}&v0=5&v4=6", new[] { "V0=5", "V4=6" })]
    [InlineData($"update?{T}&pin=V7&value=30.52&value=50.45", new[] { "V7=30.52·50.45" })]
    [InlineData($"update?{T}&dataStreamId=4&value=30.52&value=50.45", new[] { "V7=30.52·50.45" })]
    [InlineData($"update?{T}&V7=30.52&V7=50.45", new[] { "V7=30.52·50.45" })]
    public async Task Writes_are_stored_before_they_are_answered_with_an_empty_200(string call, string[] stored)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await GetAsync(host, call);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(0);
        var values = host.Door.Values.OrderBy(pair => pair.Key.Number);
        values.Select(pair => $"{pair.Key}={pair.Value.Replace('\0', '·')}").ShouldBe(stored);
        host.Door.EveryVisitWasDurable.ShouldBeTrue();
    }

    [Theory]
    [InlineData("get?v0", "No token provided.")]
    [InlineData("get?token=&v0", "No token provided.")]
    [InlineData("get?Token=" + FakeDoor.Known + "&v0", "No token provided.")] // names are case-sensitive
    [InlineData("get?token=nope&v0", "Invalid token.")]
    [InlineData("get?token=" + FakeDoor.Stranger + "&v0", "Invalid token.")]
    [InlineData("get?token=" + FakeDoor.Pending + "&v0", "Device is not provisioned yet.")]
    [InlineData("update?token=" + FakeDoor.Pending + "&v0=1", "Device is not provisioned yet.")]
    [InlineData($"get?{T}", "Wrong pin format.")]
    [InlineData($"get?{T}&pin=", "Wrong pin format.")]
    [InlineData($"get?{T}&pin=x4", "Wrong pin format.")]
    [InlineData($"get?{T}&v256", "Wrong pin format.")]
    [InlineData($"get?{T}&v99", "No datastream setup for that pin.")]
    [InlineData($"get?{T}&a0", "No datastream setup for that pin.")]
    [InlineData($"get?{T}&dataStreamId=x", "Wrong dataStreamId format.")]
    [InlineData($"get?{T}&dataStreamId=77", "Requested dataStream doesn't exist in the product Thermostat")]
    [InlineData($"update?{T}", "Wrong pin format.")]
    [InlineData($"update?{T}&pin=V256&value=1", "Wrong pin format.")]
    [InlineData($"update?{T}&v77=1", "No datastream setup for that pin.")]
    [InlineData($"update?{T}&v0=1&v77=1", "No datastream setup for that pin.")]
    [InlineData($"update?{T}&v0=1&v4=warm", "Value doesn't match the Datastream data type.")]
    [InlineData($"batch/update?{T}&v0=1&v4=warm", "Value doesn't match the Datastream data type")]
    [InlineData($"batch/update?{T}&v0=1&v77=1", "No datastream setup for that pin.")]
    [InlineData($"batch/update?{T}", "Wrong pin format.")]
    [InlineData($"update/property?{T}&pin=V256&label=a", "Wrong pin format.")]
    [InlineData($"update/property?{T}&label=a", "Wrong pin format.")]
    [InlineData($"update/property?{T}&pin=v77&label=a", "No datastream setup for that pin.")]
    [InlineData($"update/property?{T}&pin=v4", "No properties for update provided.")]
    [InlineData($"update/property?{T}&pin=v4&colour=red", "Error setting widget property.")]
    [InlineData($"update/property?{T}&pin=v4&color=red&colour=red", "Error setting widget property.")]
    [InlineData($"logEvent?{T}", "Event code is not provided.")]
    [InlineData($"logEvent?{T}&code=", "Event code is not provided.")]
    [InlineData($"logEvent?{T}&code=nobody_knows", "Can't find Event with this code in Product template")]
    [InlineData($"device/meta?{T}", "Wrong metaField format.")]
    [InlineData($"device/meta?{T}&metaFieldId=x", "Wrong metaField format.")]
    [InlineData($"device/meta?{T}&metaFieldId=7", "MetaField doesn't exist.")]
    [InlineData($"device/meta?{T}&metaFieldName=serial%20number", "MetaField doesn't exist.")]
    [InlineData($"device/meta?{T}&metaFieldName=Auth%20Token", "MetaField doesn't exist.")]
    [InlineData($"device/meta/update?{T}&value=1", "Wrong metaField format")]
    [InlineData($"device/meta/update?{T}&metaFieldId=7&value=1", "MetaField doesn't exist")]
    [InlineData($"device/meta/update?{T}&metaFieldId=100", "Wrong value")]
    [InlineData($"device/meta/update?{T}&metaFieldName=Locked&value=1", "Wrong value")]
    [InlineData("getAll?token=nope", "Invalid token.")]
    [InlineData("batch/update?token=nope&v0=1", "Invalid token.")]
    [InlineData("update/property?token=nope&pin=v4&label=a", "Invalid token.")]
    [InlineData("logEvent?token=nope&code=high_temp", "Invalid token.")]
    [InlineData("device?token=nope", "Invalid token.")]
    [InlineData("device/meta?token=nope&metaFieldId=1", "Invalid token.")]
    [InlineData("device/meta/update?token=nope&metaFieldId=1&value=a", "Invalid token.")]
    [InlineData("device/meta?token=" + FakeDoor.Pending + "&metaFieldId=1", "Device is not provisioned yet.")]
    [InlineData("logEvent?token=" + FakeDoor.Pending + "&code=high_temp", "Device is not provisioned yet.")]
    [InlineData($"update?{T}&v0=warm", "Value doesn't match the Datastream data type.")]
    [InlineData($"update?{T}&v0", "Value doesn't match the Datastream data type.")]
    [InlineData($"update?{T}&dataStreamId=1&value=warm", "Value doesn't match the Datastream data type")]
    [InlineData($"update?{T}&dataStreamId=&value=1", "Wrong dataStreamId format.")]
    [InlineData($"update?{T}&dataStreamId=99&value=1", "Requested dataStream doesn't exist in the product Thermostat")]
    [InlineData("isHardwareConnected?token=nope", "Invalid token.")]
    [InlineData("provision?token=" + FakeDoor.Stranger + "&templateId=TMPL00AABBCC", "Invalid token.")]
    [InlineData("provision?templateId=TMPL00AABBCC", "No token provided.")]
    public async Task Refusals_have_the_texts_that_clients_compare(string call, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await GetAsync(host, call);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(answer)).ShouldBe($$$"""{"error":{"message":"{{{message}}}"}}""");
        host.Door.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_answer_has_a_length_and_may_be_read_by_any_page()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(0)] = "7";
        foreach (
            var call in new[] { $"get?{T}&v0", $"get?{T}&v0&v0", $"update?{T}&v0=1", "get?token=nope", $"get?{T}&v9" }
        )
        {
            var answer = await GetAsync(host, call);
            answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
            answer.Content.Headers.ContentLength.ShouldNotBeNull(call);
            answer.Headers.TransferEncodingChunked.ShouldNotBe(true);
        }
    }

    [Fact]
    public async Task Provision_passes_the_firmware_facts_on_and_answers_with_an_empty_200()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await GetAsync(
            host,
            $"provision?token={FakeDoor.Pending}&templateId=TMPL00AABBCC&ver=1.2.0&build=Oct+1&type=MCU&fwType=F&blVer=1.3.2&boType=ESP32"
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(0);
        host.Door.Provisioned.ShouldBe(
            new()
            {
                TemplateId = "TMPL00AABBCC",
                FirmwareVersion = "1.2.0",
                Build = "Oct 1",
                FirmwareType = "F",
                LibraryVersion = "1.3.2",
                Board = "ESP32",
            }
        );
    }

    [Theory]
    [InlineData(ReportResult.TemplateMissing, "No templateId provided.")]
    [InlineData(ReportResult.WrongTemplate, "The device belongs to another template.")]
    [InlineData(ReportResult.Refused, "Invalid token.")]
    public async Task Provision_says_what_is_missing(ReportResult result, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.ReportResult = result;
        var answer = await GetAsync(host, $"provision?token={FakeDoor.Pending}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var json = JsonDocument.Parse(await TextAsync(answer));
        json.RootElement.GetProperty("error").GetProperty("message").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData($"get?{T}&v0")]
    [InlineData($"update?{T}&v0=1")]
    [InlineData($"provision?{T}&templateId=TMPL00AABBCC")]
    [InlineData($"getAll?{T}")]
    [InlineData($"batch/update?{T}&v0=1")]
    [InlineData($"update/property?{T}&pin=v4&color=red")]
    [InlineData($"logEvent?{T}&code=high_temp")]
    [InlineData($"device?{T}")]
    [InlineData($"device/meta?{T}&metaFieldId=1")]
    [InlineData($"device/meta/update?{T}&metaFieldId=100&value=1")]
    [InlineData($"isHardwareConnected?token={FakeDoor.Stranger}")]
    public async Task While_the_store_is_away_the_answer_is_503_and_never_a_wrong_token(string call)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Fault = new StorageUnavailableException("starting");
        var answer = await GetAsync(host, call);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await TextAsync(answer)).ShouldNotContain("oken");
    }

    [Fact]
    public async Task No_token_reaches_the_log_however_much_it_is_told_to_say()
    {
        await using var host = await GatewayHost.StartAsync(
            configuration: new()
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                ["Logging:Recorder:LogLevel:Default"] = "Trace",
                ["Logging:Recorder:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                ["Logging:Recorder:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests"] = "Trace",
            }
        );
        await GetAsync(host, $"get?{T}&v0");
        await GetAsync(host, $"get?token={FakeDoor.Stranger}&v0");
        await using (var client = await host.ConnectAsync())
        {
            // A request line that Kestrel refuses and would quote.
            await client.SendRawAsync(System.Text.Encoding.ASCII.GetBytes($"GET /a b?{T} HTTP/1.1\r\n\r\n"));
            await Door.OnePortTests.ReadTextAsync(client.Stream, until: "never");
        }

        host.Logs.Lines.ShouldContain(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Trace);
        host.Logs.Lines.ShouldNotContain(line =>
            line.Line.Contains(FakeDoor.Known) || line.Line.Contains(FakeDoor.Stranger)
        );
    }
}
