using Firstlight.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Who did what in the caller's organisation.</summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ReadAsync)
            .WithTags("Audit")
            .WithSummary("The newest entries first.")
            .Refuses(400)
            .Requires(Policies.ReadsAudit);

    private static async Task<Results<Ok<Page<AuditAnswer>>, ProblemHttpResult>> ReadAsync(
        int? limit,
        Caller caller,
        IAuditLog audit,
        CancellationToken cancellation
    )
    {
        var count = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(count, AuditActions.ReadMax) is { } refusal)
            return Problem.Of(refusal);
        var entries = await audit.ReadAsync(caller.Organisation, count, cancellation);
        return TypedResults.Ok(new Page<AuditAnswer>([.. entries.Select(AuditAnswer.Of)], null));
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
    public static AuditAnswer Of(AuditEntry entry) =>
        new(entry.At, entry.Actor?.Value, entry.Action, entry.Subject, entry.RemoteAddress);
}
