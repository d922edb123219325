using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>A link that lets its holder choose a new password, once. Shown to whoever runs the organisation, never logged.</summary>
/// <param name="Path">Below the address under which people reach the pages; the secret is behind the <c>#</c>.</param>
/// <param name="ExpiresAt">From when it is worthless.</param>
public sealed record ResetLink(string Path, DateTimeOffset ExpiresAt)
{
    /// <summary>Redacted.</summary>
    public override string ToString() => $"reset link until {ExpiresAt:O}";
}

/// <summary>A person who waits for a link.</summary>
public sealed record WaitingReset(Person Person, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt);

/// <summary>A new password for people who forgot theirs (docs/decisions/0013).</summary>
public interface IPasswordResets
{
    /// <summary>
    /// Somebody asks for a link: by mail when there is mail, else an administrator sees the request. The outcome is the same
    /// whether the address has an account; refused only when this remote address asks too often.
    /// </summary>
    Task<Outcome<Done>> RequestAsync(string? email, string? remoteAddress, CancellationToken cancellation);

    /// <summary>Who waits for an administrator's link, newest first.</summary>
    Task<IReadOnlyList<WaitingReset>> ListWaitingAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>Makes a link for an administrator to hand over. Noted in the audit log first.</summary>
    Task<Outcome<ResetLink>> MakeLinkAsync(PersonActor actor, UserId person, CancellationToken cancellation);

    /// <summary>The same for whoever sits at the database's machine.</summary>
    Task<Outcome<ResetLink>> MakeLinkAsync(string? email, CancellationToken cancellation);

    /// <summary>Sets the password and ends every session of the person. The link is used up.</summary>
    Task<Outcome<Done>> CompleteAsync(
        string? token,
        string? password,
        string? remoteAddress,
        CancellationToken cancellation
    );
}
