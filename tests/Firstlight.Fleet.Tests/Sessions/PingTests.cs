using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>A person asks a device for a sign of life.</summary>
public sealed class PingTests
{
    [Fact]
    public async Task The_answer_says_how_long_it_took()
    {
        await using var fleet = await TestFleet.StartAsync();
        var link = new FakeLink { Ping = new TaskCompletionSource<bool>() };
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        var pinged = PingAsync(fleet, session.Device);
        fleet.Time.Advance(TimeSpan.FromMilliseconds(120));
        link.Ping.SetResult(true);

        (await pinged).ShouldBe(new PingResult(PingState.Answered, TimeSpan.FromMilliseconds(120)));
    }

    [Fact]
    public async Task Silence_is_told_after_five_seconds()
    {
        await using var fleet = await TestFleet.StartAsync();
        var link = new FakeLink { Ping = new TaskCompletionSource<bool>() };
        var session = await fleet.ConnectAsync(fleet.AddDevice().Token, link);

        var pinged = PingAsync(fleet, session.Device);
        fleet.Time.Advance(TimeSpan.FromSeconds(5));

        (await pinged).ShouldBe(new PingResult(PingState.NoAnswer));
    }

    [Fact]
    public async Task One_that_is_away_or_takes_no_pings_is_told_apart()
    {
        await using var fleet = await TestFleet.StartAsync();
        var (away, _) = fleet.AddDevice();
        var deaf = await fleet.ConnectAsync(fleet.AddDevice().Token, new FakeLink());

        (await PingAsync(fleet, away)).State.ShouldBe(PingState.NotConnected);
        (await PingAsync(fleet, deaf.Device)).State.ShouldBe(PingState.NotPossible);
        var other = await fleet.Fleet.PingAsync(new OrganisationId(7), away, CancellationToken.None);
        other.Refusal!.Kind.ShouldBe(RefusalKind.NotFound);
    }

    private static async Task<PingResult> PingAsync(TestFleet fleet, DeviceId device) =>
        (await fleet.Fleet.PingAsync(OrganisationId.Root, device, CancellationToken.None)).Value;
}
