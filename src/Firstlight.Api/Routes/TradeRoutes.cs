using System.Globalization;
using Firstlight.Activation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The one route that devices call without a token: they have only the code that a person typed.</summary>
internal static class TradeRoutes
{
    public static void MapTrade(this IEndpointRouteBuilder api) =>
        api.MapPost("/provisioning/trade", TradeAsync)
            .WithTags("Provisioning")
            .WithSummary(
                "For devices: the token for a short code. Needs no sign-in; wrong codes are counted per address."
            )
            .Refuses(400, 404, 409, 413, 415, 429);

    private static async Task<Results<Ok<TradeAnswer>, ProblemHttpResult>> TradeAsync(
        TradeRequest request,
        ICodeTrade trade,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var offer = new CodeOffer(request.Code, request.TemplateId, request.Unit);
        switch (await trade.TradeAsync(offer, context.Connection.RemoteIpAddress?.ToString(), cancellation))
        {
            case CodeAnswer.Traded(var token):
                return TypedResults.Ok(new TradeAnswer(token.Reveal()));
            case CodeAnswer.Refused(var refusal):
                return Problem.Of(refusal);
            case CodeAnswer.Throttled(var wait):
                var seconds = (int)Math.Ceiling(wait.TotalSeconds);
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return Problem.Of(
                    StatusCodes.Status429TooManyRequests,
                    "trade_throttled",
                    "Too many wrong codes. This one was not looked at: try it again later."
                );
            case var unknown:
                throw new InvalidOperationException($"An answer without a status: {unknown.GetType().Name}.");
        }
    }
}

/// <summary>A class, not a record: a record would print the code.</summary>
internal sealed class TradeRequest
{
    public string? Code { get; init; }

    public string? TemplateId { get; init; }

    public string? Unit { get; init; }
}

/// <summary>A class, not a record: a record would print the token.</summary>
internal sealed class TradeAnswer(string token)
{
    public string Token { get; } = token;
}
