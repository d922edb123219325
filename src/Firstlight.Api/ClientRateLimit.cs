using System.Globalization;
using Firstlight.Accounts;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>Holds each API client to its number of requests a minute.</summary>
internal sealed class ClientRateLimit(RequestDelegate next, IClientRates rates)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (rates.TryTake(context.User, out var retryAfter))
            return next(context);
        var seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem
            .Of(
                StatusCodes.Status429TooManyRequests,
                "too_many_requests",
                $"This API client sends more requests a minute than it may. Wait {seconds} s, or ask an administrator for a higher rate."
            )
            .ExecuteAsync(context);
    }
}
