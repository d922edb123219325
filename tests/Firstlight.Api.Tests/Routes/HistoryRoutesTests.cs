using System.Net;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Routes;

/// <summary>A datastream's past, added up, thinned out and as a file.</summary>
public sealed class HistoryRoutesTests
{
    [Fact]
    public async Task A_series_tells_what_each_bucket_came_to_and_where_the_next_page_begins()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, at) = await PathAsync(api);
        for (var hour = 0; hour < 3; hour++)
            api.History.Buckets.Add(Bucket(at.AddHours(hour - 3)));

        var first = await api.GetAsync(path + "/history/series?resolution=hour&timeZone=Europe/Kyiv&limit=2");
        var bucket = first["items"]![0]!;
        ((int)bucket["count"]!, (double)bucket["min"]!, (double)bucket["max"]!).ShouldBe((4, 1, 9));
        ((double)bucket["avg"]!, (double)bucket["sum"]!, (double)bucket["last"]!).ShouldBe((2.5, 10, 3));
        ((DateTimeOffset)bucket["from"]!, (DateTimeOffset)bucket["to"]!).ShouldBe((at.AddHours(-3), at.AddHours(-2)));
        api.History.Asked!.Zone.Id.ShouldBe("Europe/Kyiv");

        var rest = await api.GetAsync(path + $"/history/series?limit=2&cursor={first["next"]}");
        ((DateTimeOffset)rest["items"]!.AsArray().ShouldHaveSingleItem()!["from"]!).ShouldBe(at.AddHours(-1));
        rest["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_chart_has_as_many_points_as_were_asked_for()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, at) = await PathAsync(api);
        api.History.Chart.Add(new ChartPoint(at, 21.5));
        var chart = await api.GetAsync(path + "/history/chart?points=40");
        ((double)chart["items"]![0]!["value"]!).ShouldBe(21.5);
        api.History.ChartPointsMax.ShouldBe(40);
    }

    [Fact]
    public async Task Values_leave_as_a_table_with_the_time_of_the_zone()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, at) = await PathAsync(api);
        api.History.Points.Add(new HistoryPoint(at.AddSeconds(-1), "=1+1"));
        using var answer = await api.SendAsync(HttpMethod.Get, path + "/history.csv?timeZone=%2B01:00");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var lines = text.Trim('\uFEFF').Split("\r\n");
        lines[0].ShouldStartWith("Time (UTC),Time (+01:00),");
        lines[1]
            .ShouldBe(
                $"{at.AddSeconds(-1):yyyy-MM-ddTHH:mm:ss.fff}Z,{at.AddSeconds(3_599):yyyy-MM-dd HH:mm:ss},\"'=1+1\""
            );
    }

    [Fact]
    public async Task Buckets_leave_as_a_table_too()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, at) = await PathAsync(api);
        api.History.Buckets.Add(Bucket(at.AddHours(-1)));
        using var answer = await api.SendAsync(HttpMethod.Get, path + "/history.csv?resolution=day");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("Count,Min,Max,Average,Sum,Last");
        text.ShouldContain(",4,1,9,2.5,10,3\r\n");
    }

    [Fact]
    public async Task Time_is_cut_up_by_the_device_s_own_clock_when_none_is_named()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, _) = await PathAsync(api);
        (await ZoneAsync("/history/series?resolution=day")).ShouldBe("UTC");

        var settings = "/api/v1/settings/organisation";
        await api.SendAsync(HttpMethod.Patch, settings, new { timeZone = "Europe/Kyiv" }).DoneAsync();
        (await ZoneAsync("/history/series?resolution=day")).ShouldBe("Europe/Kyiv");
        (await ZoneAsync("/history/series?resolution=day&timeZone=UTC")).ShouldBe("UTC");

        var device = path[..path.IndexOf("/datastreams", StringComparison.Ordinal)];
        var place = new
        {
            latitude = 35.7,
            longitude = 139.7,
            timeZone = "Asia/Tokyo",
        };
        await api.SendAsync(HttpMethod.Put, device + "/place", place).DoneAsync();
        (await ZoneAsync("/history/series?resolution=day")).ShouldBe("Asia/Tokyo");
        using var table = await api.SendAsync(HttpMethod.Get, path + "/history.csv");
        (await table.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            "Time (Asia/Tokyo)"
        );

        async Task<string> ZoneAsync(string question)
        {
            await api.GetAsync(path + question);
            return api.History.Asked!.Zone.Id;
        }
    }

    [Theory]
    [InlineData("/history/series?resolution=second", "resolution")]
    [InlineData("/history/series?timeZone=Mars/Olympus", "timeZone")]
    [InlineData("/history/series?limit=10001", "limit")]
    [InlineData("/history/series?cursor=nonsense", "cursor")]
    [InlineData("/history/series?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from")]
    [InlineData("/history/chart?points=1", "points")]
    [InlineData("/history/chart?points=5001", "points")]
    [InlineData("/history.csv?resolution=fortnight", "resolution")]
    public async Task A_bad_question_is_refused_by_field(string query, string field)
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, _) = await PathAsync(api);
        using var answer = await api.SendAsync(HttpMethod.Get, path + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)(await ApiUnderTest.JsonOf(answer))["field"]).ShouldBe(field);
    }

    [Theory]
    [InlineData("/history/series")]
    [InlineData("/history/chart")]
    [InlineData("/history.csv?resolution=day")]
    public async Task Text_cannot_be_added_up(string call)
    {
        await using var api = await ApiUnderTest.StartAsync();
        var (path, _) = await PathAsync(api, pin: 2);
        using var answer = await api.SendAsync(HttpMethod.Get, path + call);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await ApiUnderTest.JsonOf(answer))["code"]).ShouldBe("not_numeric");
    }

    private static async Task<(string Path, DateTimeOffset Now)> PathAsync(ApiUnderTest api, int pin = 1)
    {
        var id = await api.MakeDeviceAsync();
        return ($"/api/v1/devices/{id}/datastreams/{pin}", api.Time.GetUtcNow());
    }

    private static HistoryBucket Bucket(DateTimeOffset from) => new(from, from.AddHours(1), 4, 10, 1, 9, 3);
}
