using System.ComponentModel.DataAnnotations;

namespace Firstlight.Accounts;

/// <summary>Settings of accounts. A value out of range stops the start.</summary>
public sealed class AccountsOptions
{
    /// <summary>Wrong passwords in a row after which one account is locked. Default 5.</summary>
    [Range(1, 100)]
    public int LockOutFailuresMax { get; set; } = 5;

    /// <summary>How long a locked account stays locked. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LockOutDuration { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Failed sign-ins from one remote address within <see cref="AddressWindow"/> after which it is blocked. Default 20: the
    /// product we are compatible with blocks after 5, which locks out whole offices behind one address.
    /// </summary>
    [Range(1, 10_000)]
    public int AddressFailuresMax { get; set; } = 20;

    /// <summary>How long failures of an address are counted, and how long it is blocked. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The shortest password. Default 8 characters; there are no rules about which characters.</summary>
    [Range(8, 128)]
    public int PasswordCharactersMin { get; set; } = 8;

    /// <summary>How long a bearer token lives, and how long a cookie does without use. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long an access token of an API client lives. Default one hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a set-up link works. Default one day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SetupTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Where people reach the pages, for links in mails; never taken from a request, whose sender could have chosen it.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>What strangers may ask for is counted within this time. Default one hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RequestWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Sign-ups from one remote address within <see cref="RequestWindow"/>. Default 10: a family behind one address.</summary>
    [Range(1, 10_000)]
    public int SignUpsPerAddressMax { get; set; } = 10;

    /// <summary>Requests for a new password from one remote address within <see cref="RequestWindow"/>. Default 10.</summary>
    [Range(1, 10_000)]
    public int ResetsPerAddressMax { get; set; } = 10;

    /// <summary>Requests for a new password for one account within <see cref="RequestWindow"/>. Default 3.</summary>
    [Range(1, 10_000)]
    public int ResetsPerAccountMax { get; set; } = 3;

    /// <summary>Passkey challenges for one remote address within <see cref="AddressWindow"/>. Default 200.</summary>
    [Range(1, 100_000)]
    public int ChallengesPerAddressMax { get; set; } = 200;

    /// <summary>How long a mailed link to a new password works. Default one hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ResetLinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a link works that an administrator hands over. Default one day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan HandedLinkLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the link of an invitation works. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan InvitationLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Invitations that one organisation sends within a day. Default 25.</summary>
    [Range(1, 100_000)]
    public int InvitationsPerDayMax { get; set; } = 25;

    /// <summary>Levels of the tree of organisations, the root counted. Default 4.</summary>
    [Range(1, 16)]
    public int OrganisationDepthMax { get; set; } = 4;

    /// <summary>Organisations in the whole tree. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int OrganisationsMax { get; set; } = 10_000;

    /// <summary>How long an administrator is shown a request for a new password. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan ResetRequestLifetime { get; set; } = TimeSpan.FromDays(7);
}
