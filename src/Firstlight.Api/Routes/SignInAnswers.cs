using Firstlight.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Firstlight.Api;

/// <summary>How a sign-in ends, whatever was shown: a bearer token, a cookie, or the reason why not.</summary>
internal sealed class SignInAnswers(ITickets tickets, TimeProvider time)
{
    public async Task<Results<Ok<SignInAnswerBody>, ProblemHttpResult>> GiveAsync(
        SignInAnswer answer,
        bool useCookie,
        string badCredentials,
        HttpContext context
    ) =>
        answer switch
        {
            SignInAnswer.Accepted(var person) when useCookie => await GiveCookieAsync(person, context),
            SignInAnswer.Accepted(var person) => GiveBearer(person),
            SignInAnswer.Suspended => Problem.Of(
                StatusCodes.Status403Forbidden,
                "account_suspended",
                "This account is suspended. Ask an administrator of your organisation."
            ),
            SignInAnswer.LockedUntil(var until) => Later(
                until,
                "account_locked",
                "Too many wrong passwords for this account. Wait before you try again.",
                context
            ),
            SignInAnswer.Throttled(var until) => Later(
                until,
                "sign_in_throttled",
                "Too many failed sign-ins from your network address. Wait before you try again.",
                context
            ),
            _ => Problem.Of(StatusCodes.Status401Unauthorized, "bad_credentials", badCredentials),
        };

    private async Task<Ok<SignInAnswerBody>> GiveCookieAsync(Person person, HttpContext context)
    {
        var kept = new AuthenticationProperties { IsPersistent = true };
        await context.SignInAsync(Schemes.Cookie, tickets.PrincipalOf(person), kept);
        return TypedResults.Ok(new SignInAnswerBody(null, null, null, PersonAnswer.Of(person)));
    }

    private Ok<SignInAnswerBody> GiveBearer(Person person)
    {
        var ticket = tickets.IssueBearer(person);
        return TypedResults.Ok(
            new SignInAnswerBody(ticket.AccessToken, "Bearer", ticket.ExpiresAt, PersonAnswer.Of(person))
        );
    }

    private ProblemHttpResult Later(DateTimeOffset until, string code, string detail, HttpContext context)
    {
        var seconds = Math.Max(1, Math.Ceiling((until - time.GetUtcNow()).TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString();
        return Problem.Of(StatusCodes.Status429TooManyRequests, code, detail);
    }
}
