using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>A datastream's past beyond single values: added up, thinned out for a chart, and as a file.</summary>
internal static class HistoryRoutes
{
    private const int SeriesPageMax = 10_000;
    private const int ChartPointsMin = 2;
    private const int ChartPointsMax = 5_000;
    private const int ChartPointsDefault = 500;

    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        var history = api.MapGroup("/devices/{id:long}/datastreams/{pin}").WithTags("Values").OnlyOwnDevices();
        history
            .MapGet("/history/series", ReadSeriesAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary(
                "What each minute, hour, day, week or month of the device's clock came to, oldest first; those without values are left out."
            )
            .Refuses(400, 404, 409);
        history
            .MapGet("/history/chart", ReadChartAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("At most so many values that show the course between two times, with every peak.")
            .Refuses(400, 404, 409);
        history
            .MapGet("/history.csv", ExportAsync)
            .Requires(Policies.DownloadsReports)
            .WithSummary(
                "The values between two times, or what each stretch of time came to, as a table for spreadsheets."
            )
            .Produces<string>(StatusCodes.Status200OK, CsvFile.ContentType)
            .Refuses(400, 404, 409);
    }

    private static async Task<Results<Ok<Page<BucketAnswer>>, ProblemHttpResult>> ReadSeriesAsync(
        long id,
        string pin,
        string? resolution,
        string? timeZone,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? limit,
        string? cursor,
        Caller caller,
        HistoryLookup lookup,
        CancellationToken cancellation
    )
    {
        var buckets = await lookup.ReadBucketsAsync(caller.Organisation, id, resolution, timeZone, cancellation);
        if (!buckets.Succeeded)
            return Problem.Of(buckets.Refusal);
        var pageSize = limit ?? ApiLimits.HistoryPageDefault;
        if (Paging.CheckLimit(pageSize, SeriesPageMax) is { } refusal)
            return Problem.Of(refusal);
        long seconds = 0;
        if (cursor is not null && !PageCursor.TryRead(cursor, out seconds))
            return Problem.Of(PageCursor.Refused);
        var found = await lookup.FindNumbersAsync(caller.Organisation, id, pin, from, to, cancellation);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);

        var (history, datastream, span) = found.Value;
        var since = cursor is null ? span.From : DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        var page = await history.ReadBucketPageAsync(
            datastream.Pin,
            since,
            span.To,
            buckets.Value,
            pageSize,
            cancellation
        );
        var isFull = page.Count == pageSize && page[^1].To < span.To;
        return TypedResults.Ok(
            new Page<BucketAnswer>(
                [.. page.Select(BucketAnswer.Of)],
                isFull ? PageCursor.After(page[^1].To.ToUnixTimeSeconds()) : null
            )
        );
    }

    private static async Task<Results<Ok<ChartAnswer>, ProblemHttpResult>> ReadChartAsync(
        long id,
        string pin,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? points,
        Caller caller,
        HistoryLookup lookup,
        CancellationToken cancellation
    )
    {
        var pointsMax = points ?? ChartPointsDefault;
        if (pointsMax is < ChartPointsMin or > ChartPointsMax)
            return Problem.Of(Refusal.Invalid("points", $"'points' is between {ChartPointsMin} and {ChartPointsMax}."));
        var found = await lookup.FindNumbersAsync(caller.Organisation, id, pin, from, to, cancellation);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);
        var (history, datastream, span) = found.Value;
        var chart = await history.ReadChartAsync(datastream, span.From, span.To, pointsMax, cancellation);
        return TypedResults.Ok(
            new ChartAnswer([.. chart.Select(point => new ChartPointAnswer(point.At, point.Value))])
        );
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        long id,
        string pin,
        string? resolution,
        string? timeZone,
        DateTimeOffset? from,
        DateTimeOffset? to,
        Caller caller,
        HistoryLookup lookup,
        CancellationToken cancellation
    )
    {
        var buckets = await lookup.ReadBucketsAsync(caller.Organisation, id, resolution, timeZone, cancellation);
        if (!buckets.Succeeded)
            return Problem.Of(buckets.Refusal);
        var found = resolution is null
            ? await lookup.FindAsync(caller.Organisation, id, pin, from, to, cancellation)
            : await lookup.FindNumbersAsync(caller.Organisation, id, pin, from, to, cancellation);
        if (!found.Succeeded)
            return Problem.Of(found.Refusal);
        var (history, datastream, span) = found.Value;
        var table = new HistoryTable(datastream, buckets.Value.Zone);
        var name = $"device-{id}-{datastream.Pin}.csv";
        return resolution is null
            ? CsvFile.Of(
                name,
                table.PointHeader,
                history.ReadPointsAsync(datastream.Pin, span.From, span.To, cancellation),
                table.RowOf
            )
            : CsvFile.Of(
                name,
                table.BucketHeader,
                history.ReadBucketsAsync(datastream.Pin, span.From, span.To, buckets.Value, cancellation),
                table.RowOf
            );
    }
}
