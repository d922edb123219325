using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>Who gets into which network: the whole physics of the room as a pure function.</summary>
internal static class AirRules
{
    /// <param name="network">The network of that name; null when there is none.</param>
    /// <param name="request">What the device tries.</param>
    public static JoinResult Judge(Network? network, JoinRequest request)
    {
        if (network is null)
            return JoinResult.NotFound;
        // A router without power was there a minute ago; the device calls and nobody answers.
        if (!network.On)
            return JoinResult.Timeout;
        if (network.Password != request.Password)
            return JoinResult.WrongPassword;
        return network.Dhcp || request.Address is not null ? JoinResult.Joined : JoinResult.NoAddress;
    }

    /// <summary>How long a radio needs to find that out.</summary>
    public static TimeSpan TimeFor(JoinResult result, AirTimings timings) =>
        result switch
        {
            JoinResult.Joined => timings.Association + timings.Address,
            JoinResult.NotFound => timings.Scan,
            JoinResult.WrongPassword => timings.Association,
            JoinResult.NoAddress => timings.Association + timings.NoAddress,
            _ => timings.NoAnswer,
        };

    /// <summary>True when a device that is in <paramref name="before"/> falls out as it becomes <paramref name="after"/>.</summary>
    public static bool Drops(Network before, Network? after) =>
        after is null || !after.On || after.Password != before.Password || after.Security != before.Security;
}
