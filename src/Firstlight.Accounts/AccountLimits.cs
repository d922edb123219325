namespace Firstlight.Accounts;

/// <summary>Sizes that nobody needs to configure.</summary>
internal static class AccountLimits
{
    /// <summary>RFC 5321 allows no longer address.</summary>
    public const int EmailCharactersMax = 254;

    /// <summary>Longer than any passphrase a person types.</summary>
    public const int PasswordCharactersMax = 256;

    /// <summary>The longest name of a person.</summary>
    public const int NameCharactersMax = 100;

    /// <summary>The longest name of an organisation.</summary>
    public const int OrganisationNameCharactersMax = 80;

    /// <summary>The longest description of an organisation.</summary>
    public const int DescriptionCharactersMax = 500;

    /// <summary>The longest name of a role.</summary>
    public const int RoleNameCharactersMax = 40;

    /// <summary>The longest name of an API client.</summary>
    public const int ApiClientNameCharactersMax = 64;

    /// <summary>Roles that one organisation makes.</summary>
    public const int RolesPerOrganisationMax = 50;

    /// <summary>The longest name of a passkey.</summary>
    public const int PasskeyNameCharactersMax = 60;

    /// <summary>Requests for a new password that an administrator is shown at once.</summary>
    public const int WaitingResetsShown = 200;

    /// <summary>Remote addresses, and unknown e-mail addresses, whose failures are remembered; the oldest go first.</summary>
    public const int TrackedKeysMax = 10_000;

    /// <summary>Sign-ins that are checked at the same moment at most, see <see cref="Turns"/>.</summary>
    public const int TurnStripes = 64;

    /// <summary>That an API client came in is written down this often.</summary>
    public static readonly TimeSpan ClientUseNotedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Random bytes in a security stamp.</summary>
    public const int StampBytes = 20;
}
