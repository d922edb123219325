using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Machine;

/// <summary>The access point on a device that has settings that work, and one that stays up meanwhile.</summary>
public sealed class MachineWindowTests
{
    private readonly MachineBench _bench = new();

    [Fact]
    public void An_access_point_that_nobody_uses_closes_after_ten_minutes_and_the_old_network_is_joined()
    {
        _bench.In(EdgentMode.Running);
        _bench.Do(new EdgentEvent.SetupAsked());
        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromMinutes(10));

        _bench.Ring();

        _bench.Last.OfType<Effect.LowerAccessPoint>().ShouldHaveSingleItem();
        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        _bench.State.NetworkTries.ShouldBe(500);
        _bench.All.OfType<Effect.Save>().ShouldBeEmpty();
    }

    [Fact]
    public void A_phone_that_is_there_keeps_it_open()
    {
        _bench.In(EdgentMode.Running);
        _bench.Do(new EdgentEvent.SetupAsked()).Do(new EdgentEvent.StationsChanged(1));
        _bench.Do(new EdgentEvent.BoardInfoRead()).Ring().Ring();
        _bench.State.Mode.ShouldBe(EdgentMode.Configuring);

        _bench.Do(new EdgentEvent.StationsChanged(0)).Ring();

        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
    }

    [Fact]
    public void A_phone_that_was_never_counted_does_not_keep_it_open_for_ever()
    {
        _bench.In(EdgentMode.Running);
        _bench.Do(new EdgentEvent.SetupAsked()).Do(new EdgentEvent.BoardInfoRead()).Ring();

        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
    }

    [Fact]
    public void A_device_without_settings_waits_as_long_as_it_takes()
    {
        _bench.Boot().Do(new EdgentEvent.BoardInfoRead()).Do(new EdgentEvent.StationsChanged(0));

        _bench.State.Timers.State.ShouldBe(0);
        _bench.All.OfType<Effect.StartTimer>().ShouldBeEmpty();
    }

    [Fact]
    public void After_a_refused_token_the_settings_are_tried_again_when_nobody_comes()
    {
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);

        _bench.Ring().State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
    }

    [Fact]
    public void Where_the_radio_can_the_access_point_stays_until_the_phone_has_read_about_success()
    {
        var bench = new MachineBench(keepsAccessPoint: true);
        bench.Boot().Do(new EdgentEvent.Configured(bench.Settings, Save: false, FromConsole: false)).Ring();
        bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        bench.Join(JoinResult.Joined).Login();
        bench.All.OfType<Effect.LowerAccessPoint>().ShouldBeEmpty();
        bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(15));

        bench.Ring();

        bench.Last[0].ShouldBeOfType<Effect.LowerAccessPoint>();
        bench.State.Mode.ShouldBe(EdgentMode.Running);
    }

    [Fact]
    public void Where_the_radio_can_the_phone_reads_of_a_failure_on_the_same_access_point()
    {
        var bench = new MachineBench(keepsAccessPoint: true);
        bench.Boot().Do(new EdgentEvent.Configured(bench.Settings, Save: false, FromConsole: false)).Ring();
        for (var count = 0; count < 3; count++)
            bench.Join(JoinResult.WrongPassword);

        bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        bench.State.Config.LastError.ShouldBe(DeviceErrorCode.NetworkAuthentication);
        bench.Saved!.LastError.ShouldBe(DeviceErrorCode.NetworkAuthentication);
        bench.All.OfType<Effect.RaiseAccessPoint>().ShouldHaveSingleItem();
        bench.All.OfType<Effect.LowerAccessPoint>().ShouldBeEmpty();
        bench.All.OfType<Effect.Restart>().ShouldBeEmpty();
    }
}
