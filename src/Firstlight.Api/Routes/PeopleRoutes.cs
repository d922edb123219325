using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>The people of the caller's organisation, for those who run it.</summary>
internal static class PeopleRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people
            .MapGet("/", ListAsync)
            .Requires(Policies.SeesPeople)
            .WithSummary("People by id, page by page.")
            .Refuses(400);
        people
            .MapPatch("/{id:long}", ChangeAsync)
            .Requires(Policies.ManagesPeople)
            .WithSummary("Give a person another role, suspend them or let them in again; counts at once.")
            .Refuses(400, 404, 409, 413, 415);
        people
            .MapPost("/{id:long}/reset-link", MakeLinkAsync)
            .Requires(Policies.ChangesPasswords)
            .WithSummary("Make and show a link to a new password. Leaves an entry in the audit log.")
            .Refuses(403, 404);
        api.MapGet("/password-resets", ListWaitingAsync)
            .WithTags("People")
            .WithSummary("Who asked for a new password and waits for a link, newest first.")
            .Requires(Policies.ChangesPasswords);
    }

    private static async Task<Results<Ok<Page<PersonRow>>, ProblemHttpResult>> ListAsync(
        string? cursor,
        int? limit,
        Caller caller,
        IPeopleDirectory directory,
        CancellationToken cancellation
    )
    {
        var pageSize = limit ?? ApiLimits.PageDefault;
        if (Paging.CheckLimit(pageSize, IPeopleDirectory.LimitMax) is { } refusal)
            return Problem.Of(refusal);
        UserId? after = null;
        if (cursor is not null)
        {
            if (!PageCursor.TryRead(cursor, out var last))
                return Problem.Of(PageCursor.Refused);
            after = new UserId(last);
        }

        var found = await directory.ListAsync(caller.Organisation, after, pageSize + 1, cancellation);
        var next = found.Count > pageSize ? PageCursor.After(found[pageSize - 1].Id.Value) : null;
        return TypedResults.Ok(new Page<PersonRow>([.. found.Take(pageSize).Select(PersonRow.Of)], next));
    }

    private static async Task<Results<Ok<PersonRow>, ProblemHttpResult>> ChangeAsync(
        long id,
        ChangePerson request,
        Caller caller,
        IPeopleDirectory directory,
        CancellationToken cancellation
    )
    {
        var role = request.ReadRole();
        if (!role.Succeeded)
            return Problem.Of(role.Refusal);
        var changed = await directory.ChangeAsync(
            caller.AsActor(),
            new UserId(id),
            role.Value,
            request.Suspended,
            cancellation
        );
        return changed.Succeeded ? TypedResults.Ok(PersonRow.Of(changed.Value)) : Problem.Of(changed.Refusal);
    }

    private static async Task<Results<Ok<ResetLinkAnswer>, ProblemHttpResult>> MakeLinkAsync(
        long id,
        Caller caller,
        IPasswordResets resets,
        CancellationToken cancellation
    )
    {
        var link = await resets.MakeLinkAsync(caller.AsActor(), new UserId(id), cancellation);
        return link.Succeeded ? TypedResults.Ok(new ResetLinkAnswer(link.Value)) : Problem.Of(link.Refusal);
    }

    private static async Task<Ok<WaitingResetAnswer[]>> ListWaitingAsync(
        Caller caller,
        IPasswordResets resets,
        CancellationToken cancellation
    )
    {
        var waiting = await resets.ListWaitingAsync(caller.Organisation, cancellation);
        return TypedResults.Ok(waiting.Select(WaitingResetAnswer.Of).ToArray());
    }
}

/// <summary>What is left out stays.</summary>
/// <param name="Role">Admin, Staff or User.</param>
/// <param name="RoleId">Any role that people of the organisation may have; it counts before <c>role</c>.</param>
internal sealed record ChangePerson(string? Role, bool? Suspended, long? RoleId = null)
{
    public Outcome<RoleId?> ReadRole() => GivenRole.Read(Role, RoleId);
}

/// <summary>A role as it is named in a request.</summary>
internal static class GivenRole
{
    /// <summary>Null when none is named.</summary>
    public static Outcome<RoleId?> Read(string? word, long? number)
    {
        if (number is { } id)
            return new RoleId(id);
        if (word is null)
            return (RoleId?)null;
        var named = Role.BuiltIn.FirstOrDefault(role =>
            string.Equals(role.Name, word, StringComparison.OrdinalIgnoreCase)
        );
        return named is null
            ? Refusal.Invalid("role", "Choose one of Admin, Staff, User, or give the 'roleId' of another role.")
            : named.Id;
    }
}

internal sealed record PersonRow(
    long Id,
    string Name,
    string Email,
    RoleWord Role,
    long RoleId,
    string RoleName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    DateTimeOffset? SuspendedAt
)
{
    public static PersonRow Of(Person person) =>
        new(
            person.Id.Value,
            person.Name,
            person.Email,
            RoleWords.Of(person.Role.Id, person.Role.Permissions),
            person.Role.Id.Value,
            person.Role.Name,
            person.CreatedAt,
            person.LastSignInAt,
            person.SuspendedAt
        );
}

/// <summary>A link to hand over. A class, not a record: a record would print it.</summary>
internal sealed class ResetLinkAnswer(ResetLink link)
{
    /// <summary>Goes behind the address under which people reach the pages.</summary>
    public string Path { get; } = link.Path;

    public DateTimeOffset ExpiresAt { get; } = link.ExpiresAt;
}

internal sealed record WaitingResetAnswer(
    long PersonId,
    string Name,
    string Email,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt
)
{
    public static WaitingResetAnswer Of(WaitingReset waiting) =>
        new(waiting.Person.Id.Value, waiting.Person.Name, waiting.Person.Email, waiting.RequestedAt, waiting.ExpiresAt);
}
