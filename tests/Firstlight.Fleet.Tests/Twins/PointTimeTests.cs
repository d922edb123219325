namespace Firstlight.Fleet.Tests;

public sealed class PointTimeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData(null, null, 0, true)] // no stamp: now
    [InlineData(null, 500, 0, true)] // no stamp is always the newest
    [InlineData(-60, null, -60, true)] // the first value, however old
    [InlineData(-60, -90, -60, true)]
    [InlineData(-60, -60, -60, true)] // a group's second value of the same moment
    [InlineData(-60, -30, -60, false)] // an imported older point
    [InlineData(120, -30, 0, true)] // a clock that runs ahead
    [InlineData(300, -30, 0, true)]
    [InlineData(301, -30, 301, false)] // a forecast
    public void A_point_stands_at(int? stamp, int? current, int at, bool isLatest)
    {
        PointTime.Place(Seconds(stamp), Now, Seconds(current)).ShouldBe((Now.AddSeconds(at), isLatest));
    }

    private static DateTimeOffset? Seconds(int? offset) => offset is { } seconds ? Now.AddSeconds(seconds) : null;
}
