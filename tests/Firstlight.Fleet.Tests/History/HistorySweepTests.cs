using Firstlight.Core;

namespace Firstlight.Fleet.Tests.History;

public sealed class HistorySweepTests
{
    [Fact]
    public async Task Everything_expired_goes_in_slices_and_the_rest_is_not_touched()
    {
        await using var fleet = await TestFleet.StartAsync();
        fleet.Past.Expired.AddRange([(Place(1), 1_200), (Place(2), 0), (Place(3), 500)]);
        await fleet.AdvanceUntil(() => fleet.Logs.Lines.Any(line => line.Id == 5009), TimeSpan.FromMinutes(1));
        fleet
            .Past.Calls.Where(call => call.StartsWith("remove", StringComparison.Ordinal))
            .ShouldBe(["remove V1 500", "remove V1 500", "remove V1 500", "remove V3 500", "remove V3 500"]);
        fleet.Logs.Lines.ShouldContain(line => line.Text.Contains("1700 values and minutes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_go_after_thirty_days_and_minutes_after_four_hundred()
    {
        await using var fleet = await TestFleet.StartAsync();
        var now = fleet.Time.GetUtcNow();
        await BeginAsync(fleet);
        fleet.Past.Calls[0].ShouldBe($"look {now.AddDays(-30):yyyy-MM-dd} {now.AddDays(-400):yyyy-MM-dd}");
    }

    [Fact]
    public async Task What_is_kept_for_ever_is_never_old_enough()
    {
        await using var fleet = await TestFleet.StartAsync(options => options.PointsKept = options.MinutesKept = null);
        await BeginAsync(fleet);
        fleet.Past.Calls[0].ShouldBe("look 1970-01-01 1970-01-01");
    }

    [Fact]
    public async Task A_store_that_is_away_is_asked_again_at_the_next_interval()
    {
        await using var fleet = await TestFleet.StartAsync();
        fleet.Past.Expired.Add((Place(1), 10));
        fleet.Past.Fault = new StorageUnavailableException("away");
        await BeginAsync(fleet);
        fleet.Past.Fault = null;
        await fleet.AdvanceUntil(() => fleet.Past.Expired[0].Rows == 0, TimeSpan.FromMinutes(1));
    }

    /// <summary>Moves the clock until a sweep has said what it wants to look for.</summary>
    private static Task BeginAsync(TestFleet fleet) =>
        fleet.AdvanceUntil(() => fleet.Past.Calls.Count > 0, TimeSpan.FromMinutes(1));

    private static SweepPlace Place(byte pin) => new(new DeviceId(1), new VirtualPin(pin));
}
