namespace Firstlight.Edgent.Tests.Machine;

public sealed class ButtonTests
{
    private readonly MachineBench _bench = new();

    [Fact]
    public void The_button_breathes_after_three_seconds_arms_after_ten_and_acts_on_release()
    {
        _bench.In(EdgentMode.Running);

        _bench.Do(new EdgentEvent.ButtonChanged(true));
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(3));
        _bench.State.Light.ShouldBe(LightPatterns.Online);

        Hold();
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(7));
        _bench.State.Light.ShouldBe(LightPatterns.ButtonHeld);

        Hold();
        _bench.State.Light.ShouldBe(LightPatterns.ButtonArmed);
        _bench.State.Mode.ShouldBe(EdgentMode.Running);

        _bench.Do(new EdgentEvent.ButtonChanged(false));
        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.Saved!.Valid.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Released_too_early_nothing_happens_and_the_light_returns(int stages)
    {
        _bench.In(EdgentMode.Running);
        _bench.Do(new EdgentEvent.ButtonChanged(true));
        for (var stage = 0; stage < stages; stage++)
            Hold();

        _bench.Do(new EdgentEvent.ButtonChanged(false));

        _bench.State.Mode.ShouldBe(EdgentMode.Running);
        _bench.State.Light.ShouldBe(LightPatterns.Online);
        _bench.Last.OfType<Effect.StopTimer>().ShouldHaveSingleItem().Kind.ShouldBe(TimerKind.Button);
    }

    private void Hold() => _bench.Do(new EdgentEvent.TimerFired(TimerKind.Button, _bench.State.Timers.Button));
}
