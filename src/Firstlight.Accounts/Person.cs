using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>
/// An account: someone who can sign in, or an API client. Mutable, because ASP.NET Core Identity fills it step by step.
/// </summary>
public sealed class Person
{
    /// <summary>Its number; 0 until stored.</summary>
    public UserId Id { get; set; }

    /// <summary>The organisation the person is in; exactly one.</summary>
    public OrganisationId Organisation { get; set; }

    /// <summary>What the person may do there.</summary>
    public Role Role { get; set; } = Role.User;

    /// <summary>What an <see cref="ApiClient"/> may do; null for everybody who is no program.</summary>
    public ClientAccess? Access { get; set; }

    /// <summary>What the account may do, whichever kind it is of.</summary>
    public Permissions Permissions => Access?.Scopes ?? Role.Permissions;

    /// <summary>As typed at sign-up.</summary>
    public string Email { get; set; } = "";

    /// <summary>What it is looked up by.</summary>
    public string NormalizedEmail { get; set; } = "";

    /// <summary>What to call the person.</summary>
    public string Name { get; set; } = "";

    /// <summary>Identity's hash.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes when sessions must end.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Wrong passwords in a row.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>Locked until then.</summary>
    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the person last came in; null for never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Since when an administrator keeps the person out; null for not.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    /// <summary>Redacted: never print a person's hash.</summary>
    public override string ToString() => $"person {Id}";
}

/// <summary>Who did what, kept for ever.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null for the system.</param>
/// <param name="Organisation">Where.</param>
/// <param name="Action">A stable word such as <c>token.revealed</c>.</param>
/// <param name="Subject">What it was done to, such as <c>device/42</c>.</param>
/// <param name="RemoteAddress">From where.</param>
public sealed record AuditEntry(
    DateTimeOffset At,
    UserId? Actor,
    OrganisationId Organisation,
    string Action,
    string Subject,
    string? RemoteAddress
);

/// <summary>An entry with its number; later entries have higher ones.</summary>
public readonly record struct NumberedEntry(long Number, AuditEntry Entry);

/// <summary>Which entries; what is null does not narrow.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">The whole word.</param>
/// <param name="Subject">The whole subject, such as <c>device/42</c>.</param>
/// <param name="From">Not before.</param>
/// <param name="To">Before.</param>
/// <param name="Before">Only entries with a lower number: the next page.</param>
public sealed record AuditQuery(
    UserId? Actor = null,
    string? Action = null,
    string? Subject = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    long? Before = null
);
