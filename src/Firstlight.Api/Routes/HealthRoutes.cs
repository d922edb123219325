using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>For load balancers and scripts: is the process alive, and may it be given work?</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Alive).WithTags("Health").WithSummary("The process is alive.");
        routes
            .MapGet("/readyz", ReadyAsync)
            .WithTags("Health")
            .WithSummary("Everything is loaded, storage answers, and no stop is under way.")
            .Refuses(503);
    }

    private static Ok<HealthAnswer> Alive(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new HealthAnswer("alive"));
    }

    private static async Task<Results<Ok<ReadyAnswer>, ProblemHttpResult>> ReadyAsync(
        Readiness readiness,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        response.Headers.CacheControl = "no-store";
        var state = await readiness.AskAsync(cancellation);
        return state.Fault is { } fault
            ? Problem.Of(StatusCodes.Status503ServiceUnavailable, "not_ready", fault)
            : TypedResults.Ok(new ReadyAnswer("ready", state.Degraded));
    }
}

internal sealed record HealthAnswer(string Status);

/// <param name="Degraded">What does not work although this node may be given work, such as the way to other nodes.</param>
internal sealed record ReadyAnswer(string Status, IReadOnlyList<string> Degraded);
