using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Machine;

public sealed class MachineLifeTests
{
    private readonly MachineBench _bench = new();

    [Fact]
    public void Settings_are_stored_after_the_first_login_and_not_before()
    {
        _bench.Boot().Configure().Join(JoinResult.Joined);
        _bench.Saved.ShouldBeNull();

        _bench.Login();

        _bench.Saved!.Valid.ShouldBeTrue();
        _bench.Saved.Ssid.ShouldBe("home");
        _bench.Last.OfType<Effect.Introduce>().ShouldHaveSingleItem().UpdatedFrom.ShouldBeNull();
    }

    [Fact]
    public void Save_stores_before_any_connection_and_then_records_no_error()
    {
        _bench.Boot().Configure(save: true);
        _bench.Saved!.Valid.ShouldBeTrue();

        _bench.Ring();

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        _bench.Saved.Valid.ShouldBeTrue();
        _bench.Saved.LastError.ShouldBe(DeviceErrorCode.None);
    }

    [Fact]
    public void The_access_point_stays_a_second_and_the_radio_rests_a_tenth()
    {
        _bench.Boot().Do(new EdgentEvent.Configured(_bench.Settings, false, false));
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromMilliseconds(1000));
        _bench.All.OfType<Effect.LowerAccessPoint>().ShouldBeEmpty();

        _bench.Ring();
        _bench.Last.OfType<Effect.LowerAccessPoint>().ShouldHaveSingleItem();
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromMilliseconds(100));

        _bench.Ring().State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(50));
    }

    [Theory]
    [InlineData(JoinResult.WrongPassword, true, 722)]
    [InlineData(JoinResult.NotFound, false, 720)]
    [InlineData(JoinResult.NotFound, true, 701)]
    [InlineData(JoinResult.NoAddress, true, 723)]
    public void A_plain_answer_of_the_network_three_times_ends_a_fresh_attempt(JoinResult result, bool seen, int code)
    {
        _bench.Boot().Configure().Join(result, seen).Join(result, seen);
        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);

        _bench.Join(result, seen);

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        ((int)_bench.Saved!.LastError).ShouldBe(code);
        _bench.Saved.Ssid.ShouldBeEmpty();
        _bench.Saved.Uid.ShouldBe(_bench.State.Config.Uid);
    }

    [Theory]
    [InlineData("Dns", 710)]
    [InlineData("Tls", 711)]
    [InlineData("Refused", 702)]
    public void A_plain_answer_of_the_cloud_three_times_ends_a_fresh_attempt(string end, int code)
    {
        _bench.Boot().Configure().Join(JoinResult.Joined);
        for (var count = 0; count < 3; count++)
            _bench.EndLink(Enum.Parse<LinkEnd>(end));

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        ((int)_bench.Saved!.LastError).ShouldBe(code);
    }

    [Theory]
    [InlineData("Timeout")]
    [InlineData("Busy")]
    [InlineData("Closed")]
    public void A_cloud_in_trouble_has_the_whole_try(string end)
    {
        _bench.Boot().Configure().Join(JoinResult.Joined);
        for (var count = 0; count < 10; count++)
            _bench.EndLink(Enum.Parse<LinkEnd>(end)).State.Mode.ShouldBe(EdgentMode.ConnectingCloud);

        _bench.Ring();

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        _bench.Saved!.LastError.ShouldBe(DeviceErrorCode.CloudTimeout);
    }

    [Fact]
    public void A_refused_token_opens_the_access_point_again_without_a_restart()
    {
        _bench.Boot().Configure().Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);

        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.Saved!.LastError.ShouldBe(DeviceErrorCode.TokenRejected);
        _bench.Last.OfType<Effect.RaiseAccessPoint>().ShouldHaveSingleItem();
        _bench.All.OfType<Effect.Restart>().ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_token_does_not_erase_settings_that_worked()
    {
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);

        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.All.OfType<Effect.Save>().ShouldBeEmpty();
    }

    [Fact]
    public void The_error_lives_until_the_next_accepted_settings_in_memory_and_the_next_login_in_the_store()
    {
        _bench.Boot(new EdgentConfig { LastError = DeviceErrorCode.NetworkAuthentication });
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.NetworkAuthentication);

        _bench.Configure();
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.None);
        _bench.Saved.ShouldBeNull();

        _bench.Join(JoinResult.Joined).Login();
        _bench.Saved!.LastError.ShouldBe(DeviceErrorCode.None);
    }

    [Fact]
    public void A_reset_keeps_the_unit_id_and_nothing_else()
    {
        _bench.Boot(_bench.Settings with { Valid = true, LastError = DeviceErrorCode.CloudTls });

        _bench.Do(new EdgentEvent.ResetAsked());

        _bench.Saved.ShouldBe(new EdgentConfig { Uid = "uid", FirmwareVersion = "1.0.0" });
        _bench
            .All.OfType<Effect.Entered>()
            .Select(entered => entered.Mode)
            .TakeLast(2)
            .ShouldBe([EdgentMode.ResetConfig, EdgentMode.WaitConfig]);
    }

    [Fact]
    public void A_stored_device_tries_the_network_five_hundred_times()
    {
        _bench.Boot(_bench.Settings with { Valid = true });
        for (var tries = 0; tries < 499; tries++)
            _bench.Ring().State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);

        _bench.Ring();

        _bench.State.Mode.ShouldBe(EdgentMode.Error);
        _bench.All.OfType<Effect.Save>().ShouldBeEmpty();
        _bench.Ring().Last.OfType<Effect.Restart>().ShouldHaveSingleItem().Reason.ShouldBe(RestartReason.Error);
    }

    [Fact]
    public void A_device_fresh_from_a_phone_tries_once_but_the_cloud_as_often_as_ever_after_a_login()
    {
        _bench.Boot().Configure().State.NetworkTries.ShouldBe(1);
        _bench.Join(JoinResult.Joined).State.NetworkTries.ShouldBe(500);
        _bench.State.CloudTries.ShouldBe(1);
        _bench.Login().State.CloudTries.ShouldBe(500);
    }

    [Fact]
    public void Settings_typed_at_the_console_are_tried_five_hundred_times()
    {
        _bench.Boot().Do(new EdgentEvent.Configured(_bench.Settings, Save: false, FromConsole: true));
        _bench.State.NetworkTries.ShouldBe(500);
        _bench.State.CloudTries.ShouldBe(500);
    }

    [Fact]
    public void Pauses_double_up_to_half_a_minute_and_begin_anew_with_each_link()
    {
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined);
        var pauses = new List<double> { _bench.Newest<Effect.Connect>().Pause.TotalSeconds };
        for (var count = 0; count < 7; count++)
            pauses.Add(_bench.EndLink(LinkEnd.Refused).Newest<Effect.Connect>().Pause.TotalSeconds);
        pauses.ShouldBe([0, 1, 2, 4, 8, 16, 30, 30]);

        _bench.Login().Ring().EndLink(LinkEnd.Closed).Newest<Effect.Connect>().Pause.TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void Results_of_an_earlier_attempt_come_too_late()
    {
        _bench.Boot(_bench.Settings with { Valid = true });
        var late = _bench.State.Attempt;
        _bench.Join(JoinResult.NotFound);

        _bench.Do(new EdgentEvent.JoinEnded(late, JoinResult.Joined, true));

        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        _bench.Last.ShouldBeEmpty();
    }

    [Fact]
    public void A_timer_that_was_replaced_does_not_ring()
    {
        _bench.Boot(_bench.Settings with { Valid = true });
        var old = _bench.State.Timers.State;
        _bench.Join(JoinResult.Joined);

        _bench.Do(new EdgentEvent.TimerFired(TimerKind.State, old)).Last.ShouldBeEmpty();
    }

    [Fact]
    public void An_update_is_announced_waits_two_seconds_and_restarts_the_device()
    {
        _bench.In(EdgentMode.Running);
        _bench.Do(new EdgentEvent.UpdateOrdered("http://h/f.bin"));
        _bench.Last.OfType<Effect.AnnounceUpdate>().ShouldHaveSingleItem();
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(2));

        _bench.Do(new EdgentEvent.TimerFired(TimerKind.Update, _bench.State.Timers.Update));
        _bench.Newest<Effect.Download>().Url.ShouldBe("http://h/f.bin");

        _bench.Do(new EdgentEvent.UpdateEnded(true));
        _bench.Newest<Effect.Restart>().Reason.ShouldBe(RestartReason.Firmware);
    }

    [Fact]
    public void New_firmware_is_told_once_after_the_update()
    {
        _bench.Boot(_bench.Settings with { Valid = true, FirmwareVersion = "0.9.0" }).Join(JoinResult.Joined).Login();

        _bench.Newest<Effect.Introduce>().UpdatedFrom.ShouldBe("0.9.0");
        _bench.Saved!.FirmwareVersion.ShouldBe("1.0.0");
        _bench.EndLink(LinkEnd.Closed).Login().Last.OfType<Effect.Introduce>().ShouldBeEmpty();
    }

    [Fact]
    public void An_error_waits_for_the_button_to_come_up()
    {
        _bench.In(EdgentMode.Error);
        _bench.Newest<Effect.StartTimer>().After.ShouldBe(TimeSpan.FromSeconds(40));
        _bench.Do(new EdgentEvent.ButtonChanged(true)).Ring();
        _bench.State.Mode.ShouldBe(EdgentMode.Error);

        _bench.Do(new EdgentEvent.ButtonChanged(false)).Ring();

        _bench.All.OfType<Effect.Restart>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Settings_compiled_into_the_image_are_used_while_nothing_valid_is_stored()
    {
        var machine = new EdgentMachine(MachineBench.Options with { Embedded = _bench.Settings with { Uid = "" } });

        var (state, _) = machine.Step(new MachineState(), new EdgentEvent.Booted(new EdgentConfig { Uid = "mine" }));

        state.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
        state.NetworkTries.ShouldBe(500);
        state.Config.Uid.ShouldBe("mine");
        state.Config.Valid.ShouldBeFalse();
    }

    [Fact]
    public void A_store_that_fails_leaves_the_settings_to_be_stored_at_the_next_login()
    {
        _bench.Boot().Configure().Join(JoinResult.Joined).Login().Do(new EdgentEvent.StoreFailed());
        _bench.All.Clear();

        _bench.EndLink(LinkEnd.Closed).Login();

        _bench.Saved!.Valid.ShouldBeTrue();
    }

    [Fact]
    public void Effects_print_no_secret()
    {
        _bench.Boot().Configure().Join(JoinResult.Joined).Login();

        var printed = string.Join('\n', _bench.All) + _bench.State;
        printed.ShouldNotContain("secret-password");
        printed.ShouldNotContain(_bench.Settings.Token);
    }
}
