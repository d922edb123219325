using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>A device's values, now and before.</summary>
internal static class DeviceValueRoutes
{
    private const int HistoryPageMax = 10_000;

    public static void MapDeviceValues(this IEndpointRouteBuilder api)
    {
        var values = api.MapGroup("/devices/{id:long}/datastreams").WithTags("Values").OnlyOwnDevices().AtDevicesHome();
        values
            .MapGet("/", ReadAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("Every datastream with its last value, by pin.")
            .Refuses(404);
        values
            .MapPut("/{pin}", PutAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Write a value: stored, then sent to the device if it is connected.")
            .Refuses(400, 404, 409, 413, 415);
        values
            .MapGet("/{pin}/history", ReadHistoryAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("Stored points between two times, oldest first; the last day when nothing is said.")
            .Refuses(400, 404);
    }

    private static async Task<Results<Ok<ValueAnswer[]>, ProblemHttpResult>> ReadAsync(
        long id,
        Caller caller,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var values = await fleet.ReadValuesAsync(caller.Organisation, new DeviceId(id), cancellation);
        return values.Succeeded
            ? TypedResults.Ok(values.Value.Select(ValueAnswer.Of).ToArray())
            : Problem.Of(values.Refusal);
    }

    private static async Task<Results<Ok<PutAnswer>, ProblemHttpResult>> PutAsync(
        long id,
        string pin,
        PutValue request,
        Caller caller,
        DatastreamLookup lookup,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var value = WireValue.FromJson("value", request.Value);
        if (!value.Succeeded)
            return Problem.Of(value.Refusal);
        var datastream = await lookup.FindAsync(caller.Organisation, new DeviceId(id), pin, cancellation);
        if (!datastream.Succeeded)
            return Problem.Of(datastream.Refusal);

        var (address, type) = (datastream.Value.Pin, datastream.Value.Type);
        var put = await fleet.PutAsync(caller.Organisation, new DeviceId(id), address, value.Value, cancellation);
        return put.Succeeded
            ? TypedResults.Ok(
                new PutAnswer(
                    address,
                    WireValue.ToJson(type, put.Value.Value),
                    put.Value.UpdatedAt,
                    put.Value.Delivered
                )
            )
            : Problem.Of(put.Refusal);
    }

    private static async Task<Results<Ok<Page<PointAnswer>>, ProblemHttpResult>> ReadHistoryAsync(
        long id,
        string pin,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? limit,
        string? cursor,
        Caller caller,
        DatastreamLookup lookup,
        IFleet fleet,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var span = HistorySpan.Read(from, to, time);
        if (!span.Succeeded)
            return Problem.Of(span.Refusal);
        var pageSize = limit ?? ApiLimits.HistoryPageDefault;
        if (Paging.CheckLimit(pageSize, HistoryPageMax) is { } refusal)
            return Problem.Of(refusal);
        var datastream = await lookup.FindAsync(caller.Organisation, new DeviceId(id), pin, cancellation);
        if (!datastream.Succeeded)
            return Problem.Of(datastream.Refusal);

        var (address, type) = (datastream.Value.Pin, datastream.Value.Type);
        var page = await fleet.ReadHistoryAsync(
            caller.Organisation,
            new DeviceId(id),
            address,
            span.Value.From,
            span.Value.To,
            pageSize,
            cursor,
            cancellation
        );
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<PointAnswer>(
                    [
                        .. page.Value.Items.Select(point => new PointAnswer(
                            point.At,
                            WireValue.ToJson(type, point.Value)
                        )),
                    ],
                    page.Value.Next
                )
            )
            : Problem.Of(page.Refusal);
    }
}

/// <param name="Value">A string, number, boolean or [longitude, latitude].</param>
internal sealed record PutValue(JsonElement? Value);

internal sealed record PutAnswer(VirtualPin Pin, JsonNode? Value, DateTimeOffset UpdatedAt, bool Delivered);

/// <param name="Value">The last value; the default when there is none or it holds no more.</param>
/// <param name="Expired">True when the last value, of <c>updatedAt</c>, holds no more.</param>
internal sealed record ValueAnswer(
    VirtualPin Pin,
    string Name,
    JsonNode? Value,
    DateTimeOffset? UpdatedAt,
    DatastreamType Type,
    string? Unit,
    double? Min,
    double? Max,
    int? Decimals,
    bool Expired,
    IReadOnlyList<EnumWord>? Words
)
{
    public static ValueAnswer Of(DatastreamValue value) =>
        new(
            value.Datastream.Pin,
            value.Datastream.Name,
            WireValue.ToJson(value.Datastream.Type, value.Value),
            value.UpdatedAt,
            value.Datastream.Type,
            value.Datastream.Unit,
            value.Datastream.Minimum,
            value.Datastream.Maximum,
            value.Datastream.Decimals,
            value.HasExpired,
            value.Datastream.Words
        );
}
