using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Machine;

/// <summary>Several networks: which is tried when, and what is remembered.</summary>
public sealed class MachineNetworksTests
{
    private static readonly KnownNetwork Office = new("office", "office-password", null);
    private static readonly KnownNetwork Garage = new("garage", "", null);

    private readonly MachineBench _bench = new();

    private EdgentConfig Stored => _bench.Settings with { Valid = true, Others = KnownNetworks.Of([Office, Garage]) };

    [Theory]
    [InlineData(JoinResult.NotFound)]
    [InlineData(JoinResult.WrongPassword)]
    [InlineData(JoinResult.NoAddress)]
    [InlineData(JoinResult.AddressRefused)]
    [InlineData(JoinResult.Timeout)]
    public void A_network_that_does_not_let_it_in_makes_way_for_the_next_at_once(JoinResult result)
    {
        _bench.Boot(Stored);
        Tried().ShouldBe("home");

        _bench.Join(result);

        Tried().ShouldBe("office");
        _bench.Newest<Effect.Join>().Config.Password.ShouldBe("office-password");
        _bench.Newest<Effect.Join>().Pause.ShouldBe(TimeSpan.Zero);
        _bench.State.Mode.ShouldBe(EdgentMode.ConnectingNetwork);
    }

    [Fact]
    public void After_the_last_one_the_round_begins_again_with_a_pause_that_grows_by_rounds()
    {
        _bench.Boot(Stored);
        var tried = new List<(string, double)>();
        for (var count = 0; count < 7; count++)
        {
            tried.Add((Tried(), _bench.Newest<Effect.Join>().Pause.TotalSeconds));
            _bench.Join(JoinResult.NotFound);
        }

        tried.ShouldBe([
            ("home", 0),
            ("office", 0),
            ("garage", 0),
            ("home", 1),
            ("office", 0),
            ("garage", 0),
            ("home", 2),
        ]);
    }

    [Fact]
    public void The_one_that_led_to_a_login_comes_first_from_then_on_and_is_stored_so_when_the_link_lasts()
    {
        _bench.Boot(Stored).Join(JoinResult.NotFound).Join(JoinResult.Joined).Login();
        _bench.State.Config.Ssid.ShouldBe("office");
        _bench.Saved.ShouldBeNull("two routers that come and go would wear out the flash");

        _bench.Ring();

        _bench.Saved!.Ssid.ShouldBe("office");
        _bench.Saved.Others.Select(network => network.Ssid).ShouldBe(["home", "garage"]);
        _bench.Saved.Token.ShouldBe(_bench.Settings.Token);
        _bench.Do(new EdgentEvent.NetworkLost());
        Tried().ShouldBe("office");
    }

    [Fact]
    public void A_login_through_the_first_one_writes_nothing()
    {
        _bench.Boot(Stored).Join(JoinResult.Joined).Login();

        _bench.Saved.ShouldBeNull();
    }

    [Fact]
    public void New_settings_are_tried_alone_so_that_the_phone_hears_about_them()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.SetupAsked()).Do(New("new")).Ring().Ring();

        for (var count = 0; count < 3; count++)
        {
            Tried().ShouldBe("new");
            _bench.Join(JoinResult.WrongPassword);
        }

        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.NetworkAuthentication);
    }

    [Fact]
    public void New_settings_that_fail_leave_the_old_ones_as_they_were()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.SetupAsked()).Do(New("new")).Ring().Ring();
        for (var count = 0; count < 3; count++)
            _bench.Join(JoinResult.NotFound, seen: false);

        _bench.Saved.ShouldBe(Stored);
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.NetworkNotFound);
        _bench.All.OfType<Effect.Restart>().ShouldBeEmpty();
        _bench.All.OfType<Effect.RaiseAccessPoint>().Count().ShouldBe(2);

        _bench.Ring();
        Tried().ShouldBe("home");
        _bench.Newest<Effect.Join>().Config.Token.ShouldBe(_bench.Settings.Token);
    }

    [Fact]
    public void A_refused_token_of_new_settings_leaves_the_old_ones_too()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.SetupAsked()).Do(New("new")).Ring().Ring();

        _bench.Join(JoinResult.Joined).EndLink(LinkEnd.InvalidToken);

        _bench.State.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.State.Config.LastError.ShouldBe(DeviceErrorCode.TokenRejected);
        _bench.Saved.ShouldBe(Stored);
    }

    [Fact]
    public void A_network_given_later_is_added_and_one_of_the_same_name_replaced()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.SetupAsked()).Do(New("office")).Ring().Ring();
        _bench.Join(JoinResult.Joined).Login();

        _bench.Saved!.Network.ShouldBe(new KnownNetwork("office", "new-password", null));
        _bench.Saved.Others.Select(network => network.Ssid).ShouldBe(["home", "garage"]);
        _bench.Saved.Uid.ShouldBe("uid");
    }

    [Fact]
    public void Settings_stored_without_trying_keep_the_networks_that_worked()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.SetupAsked());

        _bench.Do(New("new", save: true)).Ring().Ring().Join(JoinResult.NotFound);

        Tried().ShouldBe("home");
    }

    [Fact]
    public void A_reset_forgets_them_all()
    {
        _bench.Boot(Stored).Do(new EdgentEvent.ResetAsked());

        _bench.Saved!.Others.ShouldBeEmpty();
        _bench.Saved.Ssid.ShouldBeEmpty();
    }

    [Fact]
    public void Sixteen_are_kept_and_the_one_unused_longest_goes()
    {
        var many = Enumerable.Range(1, 20).Select(number => new KnownNetwork($"n{number}", "", null));
        _bench.Boot(_bench.Settings with { Valid = true, Others = KnownNetworks.Of(many) });

        _bench.State.Config.Networks.Count.ShouldBe(16);
        _bench.Do(new EdgentEvent.SetupAsked()).Do(New("new")).Ring().Ring().Join(JoinResult.Joined).Login();

        _bench.Saved!.Networks.Count.ShouldBe(16);
        _bench.Saved.Others[0].Ssid.ShouldBe("home");
        _bench.Saved.Others[^1].Ssid.ShouldBe("n14");
    }

    private EdgentEvent.Configured New(string ssid, bool save = false) =>
        new(_bench.Settings with { Ssid = ssid, Password = "new-password" }, save, FromConsole: false);

    private string Tried() => _bench.Newest<Effect.Join>().Config.Ssid;
}
