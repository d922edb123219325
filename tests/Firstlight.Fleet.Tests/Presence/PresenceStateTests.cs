namespace Firstlight.Fleet.Tests;

public sealed class PresenceStateTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Offline_device_that_arrives_goes_online()
    {
        default(PresenceState).Arrive(out var wentOnline).ShouldBe(new PresenceState(true, null));
        wentOnline.ShouldBeTrue();
    }

    [Fact]
    public void Connected_or_waiting_device_that_arrives_was_online_all_the_time()
    {
        new PresenceState(true, null).Arrive(out var again).IsConnected.ShouldBeTrue();
        again.ShouldBeFalse();
        new PresenceState(false, Now).Arrive(out var back).ShouldBe(new PresenceState(true, null));
        back.ShouldBeFalse();
    }

    [Fact]
    public void Only_a_wait_that_is_over_ends_it()
    {
        var waiting = new PresenceState(true, null).Leave(Now);
        waiting.Elapse(Now.AddTicks(-1), out var early).ShouldBe(waiting);
        early.ShouldBeFalse();
        waiting.Elapse(Now, out var due).ShouldBe(default);
        due.ShouldBeTrue();
        new PresenceState(true, null).Elapse(Now.AddYears(1), out var never).IsConnected.ShouldBeTrue();
        never.ShouldBeFalse();
    }

    [Fact]
    public void Leaving_twice_changes_nothing()
    {
        var waiting = new PresenceState(true, null).Leave(Now);
        waiting.Leave(Now.AddDays(1)).ShouldBe(waiting);
    }
}
