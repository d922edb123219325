namespace Firstlight.Fleet.Tests;

/// <summary>The worked cases of the activation reference (connection, heartbeat, lifecycle) and their neighbours.</summary>
public sealed class OfflineRuleTests
{
    private static readonly DateTimeOffset T0 = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(0, 30, 20, 90, 90)] // silent, heartbeat 20: closed at 30, the silence counts
    [InlineData(0, 90, 60, 60, 90)] // silent, the close is later than the wait
    [InlineData(0, 0, 45, 300, 300)] // closed with its last packet
    [InlineData(0, 10, 45, 60, 70)] // a close that was seen, ten seconds after the last packet
    [InlineData(0, 67, 45, 60, 67)] // 45 s give an idle limit of 67 whole seconds
    [InlineData(0, 66, 45, 60, 126)]
    [InlineData(0, 67, null, 90, 90)] // no heartbeat named: 45 s
    [InlineData(0, 103, 45, 60, 103)] // a server with the older factor 2.3
    [InlineData(0, 5, 45, 0, 5)] // no wait at all
    public void The_device_is_offline_at(int lastSeen, int ended, int? heartbeat, int wait, int offline)
    {
        var at = OfflineRule.OfflineAt(
            T0.AddSeconds(lastSeen),
            T0.AddSeconds(ended),
            heartbeat is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            TimeSpan.FromSeconds(wait)
        );

        at.ShouldBe(T0.AddSeconds(offline));
    }
}
