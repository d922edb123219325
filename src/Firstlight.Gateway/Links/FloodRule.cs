namespace Firstlight.Gateway.Links;

/// <summary>How much is too much: one rule for many links, each of which has a <see cref="FloodGate"/>.</summary>
/// <param name="perSecond">Messages that a device may send for as long as it likes.</param>
/// <param name="burst">Messages that it may send at once.</param>
/// <param name="patience">Excess that ends the link.</param>
/// <param name="frequency">Timestamps in a second.</param>
internal sealed class FloodRule(double perSecond, double burst, TimeSpan patience, long frequency)
{
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TellInterval = TimeSpan.FromMinutes(1);

    public double PerSecond => perSecond;

    public double Burst => burst;

    public long Frequency => frequency;

    public long PatienceTicks { get; } = (long)(patience.TotalSeconds * frequency);

    public long CalmTicks { get; } = (long)(Calm.TotalSeconds * frequency);

    public long TellTicks { get; } = (long)(TellInterval.TotalSeconds * frequency);

    /// <param name="burst">Null for the server's own.</param>
    public static FloodRule Of(GatewayOptions options, TimeProvider time, int? burst = null) =>
        new(options.FloodLimit ?? 0, burst ?? options.FloodBurst, options.FloodPatience, time.TimestampFrequency);
}
