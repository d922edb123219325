using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Machine;

/// <summary>A device that worked, and what is taken from it for a while.</summary>
public sealed class MachineOutageTests
{
    private readonly MachineBench _bench = new();

    [Fact]
    public void The_end_of_a_try_leaves_the_attempt_and_its_pause_alone()
    {
        _bench.Boot(_bench.Settings with { Valid = true });
        for (var count = 0; count < 8; count++)
            _bench.Join(JoinResult.NotFound);
        var joining = _bench.State.Attempt;
        _bench.Ring().Last.ShouldHaveSingleItem().ShouldBeOfType<Effect.StartTimer>();
        _bench.State.Attempt.ShouldBe(joining);

        _bench.Join(JoinResult.Joined);
        var connecting = _bench.State.Attempt;

        _bench.Ring().Last.ShouldHaveSingleItem().ShouldBeOfType<Effect.StartTimer>();
        _bench.State.Attempt.ShouldBe(connecting);
    }

    [Fact]
    public void Links_that_do_not_last_are_sought_with_growing_pauses_and_one_that_lasts_ends_that()
    {
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined).Login();
        var pauses = new List<double>();
        for (var count = 0; count < 7; count++)
        {
            pauses.Add(_bench.EndLink(LinkEnd.Closed).Newest<Effect.Connect>().Pause.TotalSeconds);
            _bench.Login();
        }

        pauses.ShouldBe([1, 2, 4, 8, 16, 30, 30]);

        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromMinutes(5));
        _bench.Ring().EndLink(LinkEnd.Closed).Newest<Effect.Connect>().Pause.TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void A_network_that_lets_it_in_and_throws_it_out_is_joined_with_growing_pauses()
    {
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined).Login().Ring();
        var pauses = new List<double>();
        for (var count = 0; count < 5; count++)
        {
            pauses.Add(_bench.Do(new EdgentEvent.NetworkLost()).Newest<Effect.Join>().Pause.TotalSeconds);
            _bench.Join(JoinResult.Joined).Newest<Effect.Connect>().Pause.ShouldBe(TimeSpan.Zero);
        }

        pauses.ShouldBe([0, 1, 2, 4, 8]);
    }

    [Fact]
    public void A_token_in_the_image_that_is_refused_is_tried_again_every_ten_minutes_and_says_why_meanwhile()
    {
        var bench = new MachineBench(embedded: true);
        bench.Boot().Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);
        bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromMinutes(10));
        var refused = bench.Saved;

        bench.Ring().State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        bench.State.Config.LastError.ShouldBe(DeviceErrorCode.TokenRejected);
        bench.Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken).Saved.ShouldBe(refused, "the store passes it over");

        bench.Ring().Join(JoinResult.Joined).Login();
        bench.Saved!.Valid.ShouldBeTrue();
        bench.Saved.LastError.ShouldBe(DeviceErrorCode.None);
    }

    [Fact]
    public void A_store_that_fails_on_a_device_that_worked_before_costs_it_no_settings()
    {
        _bench.Boot(_bench.Settings with { Valid = true, FirmwareVersion = "0.9.0" }).Join(JoinResult.Joined).Login();

        _bench.Do(new EdgentEvent.StoreFailed()).State.Config.Valid.ShouldBeTrue();

        _bench.Do(new EdgentEvent.NetworkLost());
        for (var tries = 0; tries < 500; tries++)
            _bench.Ring();
        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        _bench.Saved!.Token.ShouldBe(_bench.Settings.Token, "an outage erases nothing");
    }
}
