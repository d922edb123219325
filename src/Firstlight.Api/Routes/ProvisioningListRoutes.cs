using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Attempts together: page by page, as a file, and what they say in numbers.</summary>
internal static class ProvisioningListRoutes
{
    private const int PageMax = 1_000;

    public static void MapProvisioningList(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/provisioning").WithTags("Provisioning");
        sessions
            .MapGet("/sessions", ListAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("Attempts, newest first. Never shows tokens.")
            .Refuses(400);
        sessions
            .MapGet("/sessions.csv", ExportAsync)
            .Requires(Policies.DownloadsReports)
            .WithSummary("All such attempts as a table for spreadsheets. Leaves an entry in the audit log.")
            .Produces<string>(StatusCodes.Status200OK, CsvFile.ContentType)
            .Refuses(400);
        sessions
            .MapGet("/statistics", ReadStatisticsAsync)
            .Requires(Policies.SeesStatistics)
            .WithSummary("What attempts say together; the last 30 days when nothing is said.")
            .Refuses(400);
    }

    private static async Task<Results<Ok<Page<SessionAnswer>>, ProblemHttpResult>> ListAsync(
        string? state,
        long? deviceId,
        string? templateId,
        string? cause,
        string? firmware,
        string? cursor,
        int? limit,
        Caller caller,
        IProvisioning provisioning,
        CancellationToken cancellation
    )
    {
        var asked = SessionFilter.Read(state, deviceId, templateId, cause, firmware);
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, PageMax) is { } refusal)
            return Problem.Of(refusal);
        var query = asked.Value with
        {
            Owner = caller.OnlyOf(Policies.ViewsDevices),
            Cursor = cursor,
            Limit = pageSize,
        };
        var page = await provisioning.ListAsync(caller.Organisation, query, cancellation);
        return page.Succeeded
            ? TypedResults.Ok(new Page<SessionAnswer>([.. page.Value.Items.Select(SessionAnswer.Of)], page.Value.Next))
            : Problem.Of(page.Refusal);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        string? state,
        long? deviceId,
        string? templateId,
        string? cause,
        string? firmware,
        Caller caller,
        IProvisioning provisioning,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var asked = SessionFilter.Read(state, deviceId, templateId, cause, firmware);
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        await audit.RecordAsync(caller, AuditActions.ActivationsExported, "provisioning", cancellation);
        var query = asked.Value with { Owner = caller.OnlyOf(Policies.DownloadsReports), Limit = PageMax };
        return CsvFile.Of(
            "activations.csv",
            SessionTable.Header,
            PagesAsync(provisioning, caller.Organisation, query, cancellation),
            SessionTable.RowOf
        );
    }

    private static async Task<Results<Ok<StatisticsAnswer>, ProblemHttpResult>> ReadStatisticsAsync(
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? templateId,
        Caller caller,
        IProvisioning provisioning,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var asked = SessionFilter.Read(state: null, deviceId: null, templateId, cause: null, firmware: null);
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        var until = to ?? time.GetUtcNow();
        var since =
            from
            ?? (
                until - DateTimeOffset.MinValue > ApiLimits.StatisticsSpanDefault
                    ? until - ApiLimits.StatisticsSpanDefault
                    : DateTimeOffset.MinValue
            );
        var query = new StatisticsQuery(since, until, asked.Value.Template);
        var read = await provisioning.ReadStatisticsAsync(caller.Organisation, query, cancellation);
        return read.Succeeded ? TypedResults.Ok(StatisticsAnswer.Of(query, read.Value)) : Problem.Of(read.Refusal);
    }

    private static async IAsyncEnumerable<ProvisioningSession> PagesAsync(
        IProvisioning provisioning,
        OrganisationId organisation,
        SessionQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        do
        {
            var page = (await provisioning.ListAsync(organisation, query, cancellation)).Value;
            foreach (var session in page.Items)
                yield return session;
            query = query with { Cursor = page.Next };
        } while (query.Cursor is not null);
    }
}
