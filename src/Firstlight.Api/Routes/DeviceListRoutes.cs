using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The list of devices: page by page, counted, and as a file. All three are narrowed alike.</summary>
internal static class DeviceListRoutes
{
    public static void MapDeviceList(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("").WithTags("Devices");
        devices
            .MapGet("/devices", ListAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("Devices in an order, searched and filtered, page by page.")
            .Refuses(400);
        devices
            .MapGet("/devices/count", CountAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("How many devices such a list has.")
            .Refuses(400);
        devices
            .MapGet("/devices.csv", ExportAsync)
            .Requires(Policies.DownloadsReports)
            .WithSummary("The whole list as a table for spreadsheets. Leaves an entry in the audit log.")
            .Produces<string>(StatusCodes.Status200OK, CsvFile.ContentType)
            .Refuses(400);
    }

    private static async Task<Results<Ok<Page<DeviceAnswer>>, ProblemHttpResult>> ListAsync(
        string? search,
        string? templateId,
        bool? online,
        string? status,
        long? ownerId,
        string? tokenTail,
        string? order,
        string? cursor,
        int? skip,
        int? limit,
        Caller caller,
        IDeviceRegistry registry,
        IFleet fleet,
        CancellationToken cancellation
    )
    {
        var asked = DeviceFilter.Read(
            caller,
            Policies.ViewsDevices,
            search,
            templateId,
            online,
            status,
            ownerId,
            tokenTail,
            order
        );
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        var query = asked.Value with { Cursor = cursor, Skip = skip ?? 0, Limit = limit ?? DeviceQuery.LimitDefault };
        var page = await registry.ListAsync(caller.Organisation, query, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(
                new Page<DeviceAnswer>(
                    [.. page.Value.Items.Select(device => DeviceAnswer.Of(device, fleet))],
                    page.Value.Next
                )
            )
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<Ok<CountAnswer>, ProblemHttpResult>> CountAsync(
        string? search,
        string? templateId,
        bool? online,
        string? status,
        long? ownerId,
        string? tokenTail,
        Caller caller,
        IDeviceRegistry registry,
        CancellationToken cancellation
    )
    {
        var asked = DeviceFilter.Read(
            caller,
            Policies.ViewsDevices,
            search,
            templateId,
            online,
            status,
            ownerId,
            tokenTail,
            order: null
        );
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        var count = await registry.CountAsync(caller.Organisation, asked.Value, cancellation);
        return count.Succeeded ? TypedResults.Ok(new CountAnswer(count.Value)) : Problem.Of(count.Refusal);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        string? search,
        string? templateId,
        bool? online,
        string? status,
        long? ownerId,
        string? tokenTail,
        string? order,
        Caller caller,
        IDeviceRegistry registry,
        ITemplateCatalog catalog,
        IFleet fleet,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var asked = DeviceFilter.Read(
            caller,
            Policies.DownloadsReports,
            search,
            templateId,
            online,
            status,
            ownerId,
            tokenTail,
            order
        );
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        // Refused before the first byte: afterwards there is no way to say so.
        var query = asked.Value with
        {
            Limit = DeviceQuery.LimitMax,
        };
        var first = await registry.ListAsync(caller.Organisation, query, cancellation);
        if (!first.Succeeded)
            return Problem.Of(first.Refusal);
        var templates = await catalog.ListAsync(caller.Organisation, cancellation);
        await audit.RecordAsync(caller, AuditActions.DevicesExported, "devices", cancellation);
        var table = new DeviceTable(templates, query.Template, fleet);
        return CsvFile.Of(
            "devices.csv",
            table.Header,
            PagesAsync(registry, caller.Organisation, query, first.Value, cancellation),
            table.RowOf
        );
    }

    private static async IAsyncEnumerable<Device> PagesAsync(
        IDeviceRegistry registry,
        OrganisationId organisation,
        DeviceQuery query,
        DevicePage page,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (true)
        {
            foreach (var device in page.Items)
                yield return device;
            if (page.Next is null)
                yield break;
            page = (await registry.ListAsync(organisation, query with { Cursor = page.Next }, cancellation)).Value;
        }
    }
}

internal sealed record CountAnswer(long Count);
