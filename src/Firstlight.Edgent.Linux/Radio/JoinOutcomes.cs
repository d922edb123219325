namespace Firstlight.Edgent.Linux;

/// <summary>From NetworkManager's numbers to what the device's machine knows.</summary>
internal static class JoinOutcomes
{
    /// <summary>What a failed activation means.</summary>
    /// <param name="steps">Every step of it, the last one the end.</param>
    /// <param name="request">What was to be joined.</param>
    public static JoinResult Of(IReadOnlyList<NmStep> steps, JoinRequest request)
    {
        var secured = request.Password.Length > 0;
        return steps[^1] switch
        {
            { State: NmState.Activated } => JoinResult.Joined,
            { Reason: NmReason.NoSecrets } => JoinResult.WrongPassword,
            { Reason: NmReason.SupplicantDisconnect } when secured && HandshakeFailed(steps) =>
                JoinResult.WrongPassword,
            { Reason: NmReason.SsidNotFound } => JoinResult.NotFound,
            {
                Reason: NmReason.IpConfigUnavailable
                    or NmReason.IpConfigExpired
                    or NmReason.DhcpStartFailed
                    or NmReason.DhcpError
                    or NmReason.DhcpFailed
            } => request.Address is null ? JoinResult.NoAddress : JoinResult.AddressRefused,
            _ => JoinResult.Timeout,
        };
    }

    /// <summary>What it means that NetworkManager does not even try; null: nothing about these settings.</summary>
    public static JoinResult? OfRefusal(BusErrorException refusal, JoinRequest request)
    {
        if (!refusal.Name.EndsWith("Property", StringComparison.Ordinal))
            return null;
        if (refusal.Words.StartsWith("802-11-wireless-security", StringComparison.Ordinal))
            return JoinResult.WrongPassword; // Too short or too long to be one.
        return request.Address is not null && refusal.Words.StartsWith("ipv4", StringComparison.Ordinal)
            ? JoinResult.AddressRefused
            : null;
    }

    private static bool HandshakeFailed(IReadOnlyList<NmStep> steps) =>
        steps.Any(step => step is { State: NmState.NeedAuth, Reason: NmReason.SupplicantDisconnect });
}
