using Firstlight.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Coming in, being known, going out.</summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sign-in", SignInAsync)
            .WithTags("Sign-in")
            .WithSummary("Sign in: a bearer token for tools, or with useCookie=true a cookie for browsers.")
            .Refuses(400, 401, 403, 413, 415, 429);
        api.MapPost("/sign-out", SignOutAsync)
            .WithTags("Sign-in")
            .WithSummary("Sign out here, or with everywhere=true end every session of this person.")
            .Refuses(400, 401, 403)
            .Requires(Policies.SignedInPerson);
        api.MapGet("/me", Me)
            .WithTags("Sign-in")
            .WithSummary("Who is signed in.")
            .Refuses(401, 403)
            .Requires(Policies.SignedIn);
    }

    private static async Task<Results<Ok<SignInAnswerBody>, ProblemHttpResult>> SignInAsync(
        SignInRequest request,
        bool? useCookie,
        ISignIn signIn,
        SignInAnswers answers,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var answer = await signIn.SignInAsync(
            request.Email,
            request.Password,
            context.Connection.RemoteIpAddress?.ToString(),
            cancellation
        );
        return await answers.GiveAsync(answer, useCookie is true, "E-mail address or password is wrong.", context);
    }

    private static async Task<NoContent> SignOutAsync(
        Caller caller,
        bool? everywhere,
        ISignIn signIn,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        if (everywhere is true)
            await signIn.EndAllSessionsAsync(caller.Person, caller.RemoteAddress, cancellation);
        await context.SignOutAsync(Schemes.Cookie);
        return TypedResults.NoContent();
    }

    private static Ok<PersonAnswer> Me(Caller caller) =>
        TypedResults.Ok(
            new PersonAnswer(
                caller.Person.Value,
                caller.Name,
                caller.Email,
                RoleWords.Of(caller.Role, caller.Permissions),
                caller.Role.Value,
                caller.RoleName,
                PermissionWords.Of(caller.Permissions),
                caller.Home.Value,
                caller.Organisation.Value
            )
        );
}

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class SignInRequest
{
    public string? Email { get; init; }

    public string? Password { get; init; }
}

/// <summary>What a signed-in person gets; the first three are null when a cookie was asked for.</summary>
internal sealed class SignInAnswerBody(
    string? accessToken,
    string? tokenType,
    DateTimeOffset? expiresAt,
    PersonAnswer person
)
{
    public string? AccessToken { get; } = accessToken;

    public string? TokenType { get; } = tokenType;

    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    public PersonAnswer Person { get; } = person;
}

/// <param name="Role">The built-in role; of a role that people made, the one that sees as much.</param>
/// <param name="RoleName">What the role is called.</param>
/// <param name="Permissions">What the role allows, in words.</param>
/// <param name="OrganisationId">The organisation the person is in.</param>
/// <param name="ActingIn">The organisation that this request acts in; another one when the caller has switched.</param>
internal sealed record PersonAnswer(
    long Id,
    string Name,
    string Email,
    RoleWord Role,
    long RoleId,
    string RoleName,
    IReadOnlyList<string> Permissions,
    long OrganisationId,
    long ActingIn
)
{
    public static PersonAnswer Of(Person person) =>
        new(
            person.Id.Value,
            person.Name,
            person.Email,
            RoleWords.Of(person.Role.Id, person.Role.Permissions),
            person.Role.Id.Value,
            person.Role.Name,
            PermissionWords.Of(person.Role.Permissions),
            person.Organisation.Value,
            person.Organisation.Value
        );
}
