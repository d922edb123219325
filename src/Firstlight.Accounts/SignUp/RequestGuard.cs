using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>How often strangers may ask for what costs something; in memory and bounded.</summary>
internal sealed class RequestGuard(IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>Sign-ups per remote address.</summary>
    public Allowance SignUps { get; } = new(time, options.Value.SignUpsPerAddressMax, options.Value.RequestWindow);

    /// <summary>Requests for a reset link per remote address.</summary>
    public Allowance ResetsByAddress { get; } =
        new(time, options.Value.ResetsPerAddressMax, options.Value.RequestWindow);

    /// <summary>Requests for a reset link per account: nobody's mailbox is filled from here.</summary>
    public Allowance ResetsByAccount { get; } =
        new(time, options.Value.ResetsPerAccountMax, options.Value.RequestWindow);

    /// <summary>Failed requests for an access token per remote address.</summary>
    public FailureLedger BadClients { get; } =
        new(time, options.Value.AddressFailuresMax, options.Value.AddressWindow, AccountLimits.TrackedKeysMax);

    /// <summary>Passkey challenges per remote address.</summary>
    public Allowance Challenges { get; } =
        new(time, options.Value.ChallengesPerAddressMax, options.Value.AddressWindow);
}

/// <summary>So many per key and window.</summary>
internal sealed class Allowance(TimeProvider time, int max, TimeSpan window)
{
    // A ledger blocks when the count reaches its limit, so one more than is allowed.
    private readonly FailureLedger _taken = new(time, max + 1, window, AccountLimits.TrackedKeysMax);

    /// <summary>Takes one; false when there is none left.</summary>
    public bool TryTake(string key) => !_taken.IsBlocked(key, out _) && _taken.Fail(key) is null;
}
