using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Asking people in, and coming.</summary>
internal static class InvitationRoutes
{
    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var invitations = api.MapGroup("/invitations").WithTags("Invitations");
        invitations
            .MapGet("/", ListAsync)
            .Requires(Policies.InvitesPeople)
            .WithSummary("Open invitations by id, page by page. Never shows links.")
            .Refuses(400);
        invitations
            .MapPost("/", InviteAsync)
            .Requires(Policies.InvitesPeople)
            .WithSummary("Invite a person by mail; without a mail server the answer shows the link to hand over.")
            .Refuses(400, 409, 413, 415, 429);
        invitations
            .MapPost("/{id:long}/resend", ResendAsync)
            .Requires(Policies.InvitesPeople)
            .WithSummary("A new link; the one before is dead.")
            .Refuses(400, 404, 429);
        invitations
            .MapDelete("/{id:long}", RevokeAsync)
            .Requires(Policies.InvitesPeople)
            .WithSummary("Take an invitation back.")
            .Refuses(404);
        invitations
            .MapPost("/show", ShowAsync)
            .WithSummary("What the holder of a link is invited to; the link is not used up.")
            .Refuses(400, 403, 413, 415);
        invitations
            .MapPost("/accept", AcceptAsync)
            .WithSummary("Make the account with a name and a password; the link is used up.")
            .Refuses(400, 403, 413, 415);
    }

    private static async Task<Results<Ok<Page<InvitationAnswer>>, ProblemHttpResult>> ListAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IInvitations invitations,
        CancellationToken cancellation
    )
    {
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, IInvitations.LimitMax) is { } refusal)
            return Problem.Of(refusal);
        var after = 0L;
        if (cursor is not null && !PageCursor.TryRead(cursor, out after))
            return Problem.Of(PageCursor.Refused);
        var found = await invitations.ListAsync(caller.Organisation, after, pageSize + 1, cancellation);
        var next = found.Count > pageSize ? PageCursor.After(found[pageSize - 1].Id) : null;
        return TypedResults.Ok(new Page<InvitationAnswer>([.. found.Take(pageSize).Select(InvitationAnswer.Of)], next));
    }

    private static async Task<Results<Created<SentAnswer>, ProblemHttpResult>> InviteAsync(
        InvitePerson request,
        Caller caller,
        IInvitations invitations,
        CancellationToken cancellation
    )
    {
        var role = GivenRole.Read(request.Role, request.RoleId);
        if (!role.Succeeded)
            return Problem.Of(role.Refusal);
        if (role.Value is not { } given)
            return Problem.Of(Refusal.Invalid("role", "Say what the person will be: a 'role' or a 'roleId'."));
        var sent = await invitations.InviteAsync(caller.AsActor(), request.Email, request.Name, given, cancellation);
        return sent.Succeeded
            ? TypedResults.Created((string?)null, new SentAnswer(sent.Value))
            : Problem.Of(sent.Refusal);
    }

    private static async Task<Results<Ok<SentAnswer>, ProblemHttpResult>> ResendAsync(
        long id,
        Caller caller,
        IInvitations invitations,
        CancellationToken cancellation
    )
    {
        var sent = await invitations.ResendAsync(caller.AsActor(), id, cancellation);
        return sent.Succeeded ? TypedResults.Ok(new SentAnswer(sent.Value)) : Problem.Of(sent.Refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        long id,
        Caller caller,
        IInvitations invitations,
        CancellationToken cancellation
    )
    {
        var revoked = await invitations.RevokeAsync(caller.AsActor(), id, cancellation);
        return revoked.Succeeded ? TypedResults.NoContent() : Problem.Of(revoked.Refusal);
    }

    private static async Task<Results<Ok<ShownAnswer>, ProblemHttpResult>> ShowAsync(
        InvitationLinkRequest request,
        IInvitations invitations,
        CancellationToken cancellation
    )
    {
        var shown = await invitations.ShowAsync(request.Token, cancellation);
        return shown.Succeeded ? TypedResults.Ok(ShownAnswer.Of(shown.Value)) : Problem.Of(shown.Refusal);
    }

    private static async Task<Results<Created<PersonAnswer>, ProblemHttpResult>> AcceptAsync(
        AcceptInvitation request,
        IInvitations invitations,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var made = await invitations.AcceptAsync(
            request.Token,
            request.Name,
            request.Password,
            context.Connection.RemoteIpAddress?.ToString(),
            cancellation
        );
        return made.Succeeded
            ? TypedResults.Created("/api/v1/me", PersonAnswer.Of(made.Value))
            : Problem.Of(made.Refusal);
    }
}

/// <param name="Role">Admin, Staff or User.</param>
/// <param name="RoleId">Any role that people of the organisation may have; it counts before <c>role</c>.</param>
internal sealed record InvitePerson(string? Email, string? Name, string? Role, long? RoleId);

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class InvitationLinkRequest
{
    public string? Token { get; init; }
}

/// <summary>A class, not a record: a record would print its secrets.</summary>
internal sealed class AcceptInvitation
{
    public string? Token { get; init; }

    public string? Name { get; init; }

    public string? Password { get; init; }
}

internal sealed record InvitationAnswer(
    long Id,
    string Email,
    string Name,
    long RoleId,
    long InvitedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt
)
{
    public static InvitationAnswer Of(Invitation invitation) =>
        new(
            invitation.Id,
            invitation.Email,
            invitation.Name,
            invitation.Role.Value,
            invitation.InvitedBy.Value,
            invitation.CreatedAt,
            invitation.ExpiresAt
        );
}

/// <summary>An invitation with what is to be handed over. A class, not a record: a record would print it.</summary>
internal sealed class SentAnswer(SentInvitation sent)
{
    public InvitationAnswer Invitation { get; } = InvitationAnswer.Of(sent.Invitation);

    /// <summary>Goes behind the address under which people reach the pages; null when it went by mail.</summary>
    public string? Path { get; } = sent.Link?.Path;
}

internal sealed record ShownAnswer(
    string Email,
    string Name,
    string Organisation,
    string RoleName,
    DateTimeOffset ExpiresAt
)
{
    public static ShownAnswer Of(ShownInvitation shown) =>
        new(
            shown.Invitation.Email,
            shown.Invitation.Name,
            shown.Organisation.Name,
            shown.RoleName,
            shown.Invitation.ExpiresAt
        );
}
