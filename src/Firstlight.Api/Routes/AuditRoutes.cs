using System.Runtime.CompilerServices;
using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Who did what in the organisation acted in.</summary>
internal static class AuditRoutes
{
    private const int WordCharactersMax = 128;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ReadAsync)
            .WithTags("Audit")
            .WithSummary("The newest entries first, narrowed by who, what, to what and when, page by page.")
            .Refuses(400)
            .Requires(Policies.ReadsAudit);
        api.MapGet("/audit.csv", ExportAsync)
            .WithTags("Audit")
            .WithSummary("All such entries as a table for spreadsheets. Leaves an entry itself.")
            .Produces<string>(StatusCodes.Status200OK, CsvFile.ContentType)
            .Refuses(400)
            .Requires(Policies.ReadsAudit);
    }

    private static async Task<Results<Ok<Page<AuditAnswer>>, ProblemHttpResult>> ReadAsync(
        long? actorId,
        string? action,
        string? subject,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? cursor,
        int? limit,
        Caller caller,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var asked = Narrow(actorId, action, subject, from, to);
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, AuditActions.ReadMax) is { } refusal)
            return Problem.Of(refusal);
        var query = asked.Value;
        if (cursor is not null)
        {
            if (!PageCursor.TryRead(cursor, out var last))
                return Problem.Of(PageCursor.Refused);
            query = query with { Before = last };
        }

        var found = await audit.ReadAsync(caller.Organisation, query, pageSize + 1, cancellation);
        var next = found.Count > pageSize ? PageCursor.After(found[pageSize - 1].Number) : null;
        return TypedResults.Ok(
            new Page<AuditAnswer>([.. found.Take(pageSize).Select(one => AuditAnswer.Of(one.Entry))], next)
        );
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        long? actorId,
        string? action,
        string? subject,
        DateTimeOffset? from,
        DateTimeOffset? to,
        Caller caller,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var asked = Narrow(actorId, action, subject, from, to);
        if (!asked.Succeeded)
            return Problem.Of(asked.Refusal);
        await audit.RecordAsync(caller, AuditActions.AuditExported, "audit", cancellation);
        return CsvFile.Of(
            "audit.csv",
            AuditAnswer.Header,
            PagesAsync(audit, caller.Organisation, asked.Value, cancellation),
            AuditAnswer.RowOf
        );
    }

    private static Outcome<AuditQuery> Narrow(
        long? actorId,
        string? action,
        string? subject,
        DateTimeOffset? from,
        DateTimeOffset? to
    )
    {
        if (action?.Length > WordCharactersMax)
            return Refusal.Invalid("action", $"An action has at most {WordCharactersMax} characters.");
        if (subject?.Length > WordCharactersMax)
            return Refusal.Invalid("subject", $"A subject has at most {WordCharactersMax} characters.");
        return new AuditQuery(actorId is { } actor ? new UserId(actor) : null, action, subject, from, to);
    }

    private static async IAsyncEnumerable<AuditEntry> PagesAsync(
        IAuditLog audit,
        OrganisationId organisation,
        AuditQuery query,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (true)
        {
            var page = await audit.ReadAsync(organisation, query, AuditActions.ReadMax, cancellation);
            foreach (var one in page)
                yield return one.Entry;
            if (page.Count < AuditActions.ReadMax)
                yield break;
            query = query with { Before = page[^1].Number };
        }
    }
}

internal sealed record AuditAnswer(
    DateTimeOffset At,
    long? ActorId,
    string Action,
    string Subject,
    string? RemoteAddress
)
{
    public static readonly IReadOnlyList<string> Header = ["Time", "Person", "Action", "Subject", "From"];

    public static AuditAnswer Of(AuditEntry entry) =>
        new(entry.At, entry.Actor?.Value, entry.Action, entry.Subject, entry.RemoteAddress);

    public static IReadOnlyList<string?> RowOf(AuditEntry entry) =>
        [CsvText.Time(entry.At), entry.Actor?.ToString(), entry.Action, entry.Subject, entry.RemoteAddress];
}
