using System.Net;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Long lists: counted, narrowed, and as files.</summary>
public sealed class ListRoutesTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_its_count_and_its_file_are_narrowed_alike()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var kitchen = await api.MakeDeviceAsync("Kitchen");
        var cellar = await api.MakeDeviceAsync("Cellar");
        api.Devices.Connected.Add(new DeviceId(cellar));
        var tail = api.World.Tokens.First().Tail;

        foreach (
            var (query, expected) in new[]
            {
                ("", new[] { kitchen, cellar }),
                ("?search=kit", [kitchen]),
                ("?status=online", [cellar]),
                ("?ownerId=1", [kitchen, cellar]),
                ("?ownerId=2", []),
                ("?tokenTail=" + tail, [kitchen]),
            }
        )
        {
            var page = (await api.GetAsync("/api/v1/devices" + query))["items"]!.AsArray();
            page.Select(device => (long)device!["id"]!).ShouldBe(expected, query);
            ((long)(await api.GetAsync("/api/v1/devices/count" + query))["count"]!).ShouldBe(expected.Length, query);
            var file = await api.Http.GetStringAsync("/api/v1/devices.csv" + query, Cancellation);
            file.Split("\r\n")[1..^1].Select(line => long.Parse(line.Split(',')[0])).ShouldBe(expected, query);
        }
    }

    [Fact]
    public async Task A_file_is_noted_named_and_holds_no_formula_and_no_token()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await api.MakeDeviceAsync("=HYPERLINK(\"http://evil\",\"x\")");

        using var response = await api.Http.GetAsync("/api/v1/devices.csv", Cancellation);
        var file = await response.Content.ReadAsStringAsync(Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe("devices.csv");
        file.ShouldContain("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"");
        file.ShouldNotContain(api.World.Tokens.Single().Reveal());
        ((string?)(await api.GetAsync("/api/v1/audit"))["items"]![0]!["action"]).ShouldBe("devices.exported");
    }

    [Fact]
    public async Task Attempts_are_narrowed_and_exported()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await api.PostAsync("/api/v1/provisioning/sessions");

        (await api.GetAsync("/api/v1/provisioning/sessions?cause=x"))["items"]!.AsArray().ShouldBeEmpty();
        (await api.GetAsync("/api/v1/provisioning/sessions?firmware=1.0"))["items"]!.AsArray().ShouldBeEmpty();
        var file = await api.Http.GetStringAsync("/api/v1/provisioning/sessions.csv?state=pending", Cancellation);
        file.Split("\r\n")[1].ShouldContain(",Pending,");
        ((string?)(await api.GetAsync("/api/v1/audit"))["items"]![0]!["action"]).ShouldBe("activations.exported");
    }

    [Fact]
    public async Task Statistics_say_the_rate_of_those_that_ended_by_themselves()
    {
        var statistics = await shared.Api.GetAsync("/api/v1/provisioning/statistics");

        ((int?)statistics["attempts"]).ShouldBe(10);
        ((double?)statistics["successRate"]).ShouldBe(0.75);
        ((double?)statistics["medianSecondsToOnline"]).ShouldBe(30);
        ((string?)statistics["reasons"]![0]!["cause"]).ShouldBe("wrong_wifi_password");
        ((DateTimeOffset)statistics["to"]! - (DateTimeOffset)statistics["from"]!).ShouldBe(TimeSpan.FromDays(30));
        ((string?)statistics["days"]![0]!["day"]).ShouldNotBeNull().Length.ShouldBe("2100-01-01".Length);
    }

    [Theory]
    [InlineData("devices?status=awake", "status")]
    [InlineData("devices?order=size", "order")]
    [InlineData("devices?skip=some", "skip")]
    [InlineData("devices/count?templateId=x", "templateId")]
    [InlineData("devices.csv?status=awake", "status")]
    [InlineData("provisioning/sessions?templateId=x", "templateId")]
    [InlineData("provisioning/sessions.csv?state=x", "state")]
    [InlineData("provisioning/statistics?from=yesterday", "from")]
    [InlineData("provisioning/statistics?from=2100-01-02T00:00:00Z&to=2100-01-01T00:00:00Z", "from")]
    [InlineData("provisioning/statistics?templateId=x", "templateId")]
    public async Task What_cannot_be_asked_is_refused_by_field(string query, string field)
    {
        using var response = await shared.Api.SendAsync(HttpMethod.Get, "/api/v1/" + query);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe(field);
    }
}
