namespace Firstlight.Cli.Provisioning;

/// <summary>
/// Where the time of a provisioning went. The clock stands while a person is being asked. Its parts add up to
/// <see cref="Total"/>.
/// </summary>
/// <param name="Total">From the first request to the known end.</param>
/// <param name="Prescribed">The protocol's wait: the device answers, stays 1000 ms, and lets its radio settle 100 ms.</param>
/// <param name="Exchanges">Requests to device and cloud before and with the hand-over.</param>
/// <param name="Device">The device joining the network and logging in, by the cloud's clock.</param>
/// <param name="OwnWaiting">What is left: our pauses, and the time until we noticed.</param>
internal sealed record Timings(
    TimeSpan Total,
    TimeSpan Prescribed,
    TimeSpan Exchanges,
    TimeSpan Device,
    TimeSpan OwnWaiting
)
{
    /// <summary>From accepted settings to the first join (published Edgent firmware).</summary>
    public static readonly TimeSpan SwitchToStation = TimeSpan.FromMilliseconds(1100);

    /// <param name="beforeWatch">From the first request to the accepted settings, without a person's pauses.</param>
    /// <param name="watch">From the accepted settings to the noticed end.</param>
    /// <param name="noticingLag">From the end to its being noticed.</param>
    public static Timings Of(TimeSpan beforeWatch, TimeSpan watch, TimeSpan noticingLag)
    {
        var lag = Clamp(noticingLag, watch);
        var prescribed = Clamp(SwitchToStation, watch - lag);
        return new Timings(beforeWatch + watch, prescribed, beforeWatch, watch - lag - prescribed, lag);
    }

    /// <summary>The sum and its parts, one line each, in columns.</summary>
    public IEnumerable<string> Lines() =>
        [
            Line(Total, "in all"),
            Line(Prescribed, "prescribed by the protocol (switch to station)"),
            Line(Device, "the device joining and logging in"),
            Line(Exchanges, "requests"),
            Line(OwnWaiting, "our own waiting"),
        ];

    private static string Line(TimeSpan span, string what) => $"  {span.TotalSeconds, 6:0.00} s  {what}";

    private static TimeSpan Clamp(TimeSpan value, TimeSpan maximum) =>
        value < TimeSpan.Zero ? TimeSpan.Zero
        : value > maximum ? maximum
        : value;
}
