using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Firstlight.Api;

/// <summary>For load balancers and scripts: is the process alive, and may it be given work?</summary>
internal static class HealthRoutes
{
    /// <summary>Health checks with this tag decide about <c>/readyz</c>.</summary>
    private const string ReadyTag = "ready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", Alive).WithTags("Health").WithSummary("The process is alive.");
        routes
            .MapGet("/readyz", ReadyAsync)
            .WithTags("Health")
            .WithSummary("Everything is loaded and storage answers.")
            .Refuses(503);
    }

    private static Ok<HealthAnswer> Alive() => TypedResults.Ok(new HealthAnswer("alive"));

    private static async Task<Results<Ok<HealthAnswer>, ProblemHttpResult>> ReadyAsync(
        HealthCheckService health,
        CancellationToken cancellation
    )
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(ReadyTag), cancellation);
        if (report.Status != HealthStatus.Unhealthy)
            return TypedResults.Ok(new HealthAnswer("ready"));
        var failing = report
            .Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy)
            .Select(entry => entry.Key);
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "not_ready",
            $"Not ready: {string.Join(", ", failing)}."
        );
    }
}

internal sealed record HealthAnswer(string Status);
