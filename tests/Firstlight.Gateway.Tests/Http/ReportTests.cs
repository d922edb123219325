using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary><c>data/get</c>: a device's history as rows or as a file.</summary>
public sealed class ReportTests
{
    private static readonly VirtualPin Temperature = new(4);
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    [Fact]
    public async Task Rows_come_as_the_documented_JSON()
    {
        await using var host = await StartAsync();
        var answer = await GetAsync(host, $"data/get?{T}&pin=V4&output=JSON");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await TextAsync(answer)).ShouldBe(
            """{"meta":[{"name":"data_stream_name","type":"String"},{"name":"ts","type":"UInt32"},{"name":"value","type":"Float64"}]"""
                + ""","data":[{"data_stream_name":"Temperature","ts":1760000000,"value":20.5}],"rows":1,"rows_before_limit_at_least":1}"""
        );
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("&period=MONTH", 30)]
    [InlineData("&period=week", 7)]
    [InlineData("&period=THREE_MONTHS&granularityType=DAILY", 90)]
    public async Task The_period_says_how_far_back(string words, int days)
    {
        await using var host = await StartAsync();
        await GetAsync(host, $"data/get?{T}&dataStreamId=2&output=JSON{words}");
        var now = host.Time.GetUtcNow();
        host.Door.History.Asked.ShouldContain(asked =>
            asked.StartsWith("Day V4")
            || asked == $"points V4 {now.AddDays(-days):yyyy-MM-dd HH:mm} {now:yyyy-MM-dd HH:mm}"
        );
    }

    [Theory]
    [InlineData("MINUTE", "AVG", "3", "Minute")]
    [InlineData("minute", "", "3", "Minute")]
    [InlineData("HOURLY", "MIN", "1", "Hour")]
    [InlineData("DAILY", "MAX", "5", "Day")]
    [InlineData("DAILY", "SUM", "6", "Day")]
    [InlineData("DAILY", "COUNT", "2", "Day")]
    public async Task A_stretch_of_time_is_told_by_its_source_in_its_zone(
        string granularity,
        string source,
        string value,
        string resolution
    )
    {
        await using var host = await StartAsync();
        host.Door.History.Buckets.Add((Temperature, new HistoryBucket(At, At.AddDays(1), 2, 6, 1, 5, 5)));
        var query = $"granularityType={granularity}&sourceType={source}&tzName=Europe/Kyiv&output=json";
        var answer = await GetAsync(host, $"data/get?{T}&pin=v4&{query}");
        (await TextAsync(answer)).ShouldContain(
            $$"""{"data_stream_name":"Temperature","ts":1760000000,"value":{{value}}}"""
        );
        host.Door.History.Asked.ShouldContain($"{resolution} V4 Europe/Kyiv");
    }

    [Theory]
    [InlineData("ISO_US", "UTC", "10/09/25 08:53:20 AM")]
    [InlineData("ISO_SIMPLE", "UTC", "2025-10-09 08:53:20")]
    [InlineData("iso_simple", "Europe/Berlin", "2025-10-09 10:53:20")]
    [InlineData("ISO_SIMPLE", "GMT%2B5:30", "2025-10-09 14:23:20")]
    public async Task Times_are_written_in_the_format_and_zone_asked_for(string format, string zone, string written)
    {
        await using var host = await StartAsync();
        var answer = await GetAsync(host, $"data/get?{T}&pin=v4&output=JSON&format={format}&tzName={zone}");
        (await TextAsync(answer)).ShouldContain($"\"ts\":\"{written}\"");
    }

    [Fact]
    public async Task Without_a_word_the_answer_is_a_link_to_a_zip_that_needs_no_token()
    {
        await using var host = await StartAsync();
        host.Door.History.Events.Add(new DeviceEvent(1, "hot", "=88 C", At, null));
        var link = await LinkAsync(host, "&sendEvents=true");
        link.AbsolutePath.ShouldStartWith("/device_data_42_2");
        link.AbsolutePath.ShouldEndWith(".zip");
        link.ToString().ShouldNotContain(FakeDoor.Known);

        using var http = host.Http();
        using var answer = await http.GetAsync(link.PathAndQuery, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("device_data_42.zip");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        Read(zip, "V4_Temperature_data.csv").ShouldBe("Time,Temperature\r\n1760000000,20.5\r\n");
        Read(zip, "events.csv").ShouldBe("Time,Code,Description\r\n1760000000,hot,'=88 C\r\n");
    }

    [Fact]
    public async Task A_link_that_was_changed_is_too_old_or_of_a_device_that_is_gone_opens_nothing()
    {
        await using var host = await StartAsync();
        var path = (await LinkAsync(host)).PathAndQuery;
        using var http = host.Http();
        async Task<HttpStatusCode> OpenAsync(string address)
        {
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        (await OpenAsync(path[..^3] + "AAA")).ShouldBe(HttpStatusCode.NotFound);
        (await OpenAsync("/device_data_42_x.zip")).ShouldBe(HttpStatusCode.NotFound);
        host.Door.IsGone = true;
        (await OpenAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        host.Door.IsGone = false;
        host.Time.Advance(TimeSpan.FromDays(46));
        (await OpenAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("period=YEAR", 500, "No enum constant cc.blynk.server.core.model.widgets.outputs.graph.Period.YEAR")]
    [InlineData(
        "granularityType=SECOND",
        500,
        "No enum constant cc.blynk.server.core.model.widgets.outputs.graph.GraphGranularityType.SECOND"
    )]
    [InlineData("period=THREE_MONTHS", 400, "Request with incorrect parameters")]
    [InlineData("tzName=Mars/Olympus", 400, "Request with incorrect parameters")]
    [InlineData("tzName=../../etc/passwd", 400, "Request with incorrect parameters")]
    [InlineData("sendEvents=perhaps", 400, "Request with incorrect parameters")]
    [InlineData("pin=v256", 400, "Wrong pin format.")]
    [InlineData("pin=v77", 400, "No datastream setup for that pin.")]
    [InlineData("dataStreamId=x", 400, "Wrong dataStreamId format.")]
    [InlineData("dataStreamId=99", 400, "Requested dataStream doesn't exist in the product Thermostat")]
    [InlineData("pin=v0", 500, "No data")]
    [InlineData("pin=v5&granularityType=DAILY", 400, "Request with incorrect parameters")]
    public async Task What_cannot_be_answered_is_refused_as_documented(string query, int status, string message)
    {
        await using var host = await StartAsync();
        var answer = await GetAsync(host, $"data/get?{T}&{query}");
        await answer.ShouldRefuseAsync(message, (HttpStatusCode)status);
    }

    [Theory]
    [InlineData("data/get", "No token provided.")]
    [InlineData("data/get?token=" + FakeDoor.Stranger, "Invalid token.")]
    public async Task A_token_is_needed(string call, string message)
    {
        await using var host = await StartAsync();
        await (await GetAsync(host, call)).ShouldRefuseAsync(message);
    }

    [Fact]
    public async Task A_device_has_one_report_at_a_time()
    {
        await using var host = await StartAsync();
        host.Door.History.Gate = new TaskCompletionSource();
        using var http = host.Http();
        var first = http.GetAsync(
            $"/external/api/data/get?{T}&pin=v4&output=JSON",
            TestContext.Current.CancellationToken
        );
        await GatewayHost.UntilAsync(() => host.Door.History.Asked.Count >= 2, "the first is being written");
        var second = await GetAsync(host, $"data/get?{T}&pin=v4&output=JSON");
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull();

        host.Door.History.Gate.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(host, $"data/get?{T}&pin=v4&output=JSON")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_the_store_goes_away_on_the_way_the_reader_is_cut_off_and_not_given_half()
    {
        await using var host = await StartAsync();
        host.Door.History.FaultBehindPoints = new StorageUnavailableException("away");
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(host, $"data/get?{T}&pin=v4&output=JSON"));
    }

    private static async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync();
        host.Door.History.Points.Add((Temperature, new HistoryPoint(At, "20.5")));
        return host;
    }

    private static async Task<Uri> LinkAsync(GatewayHost host, string words = "")
    {
        var answer = await GetAsync(host, $"data/get?{T}&pin=v4{words}");
        using var body = JsonDocument.Parse(await TextAsync(answer));
        return new Uri(body.RootElement.GetProperty("link").GetString()!);
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
