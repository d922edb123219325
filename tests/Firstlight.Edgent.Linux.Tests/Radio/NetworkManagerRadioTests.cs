using System.Collections.Concurrent;
using System.Net;
using Firstlight.Edgent.Linux.Tests.Bus;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.Protocol.Provisioning;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>The radio against NetworkManager's D-Bus objects. The real one, with real radios, is in the Wi-Fi lab.</summary>
public sealed class NetworkManagerRadioTests : IAsyncLifetime
{
    private static readonly (NmState, NmReason)[] WrongPassword =
    [
        (NmState.NeedAuth, NmReason.SupplicantDisconnect),
        (NmState.Failed, NmReason.NoSecrets),
    ];

    private readonly LogLines _log = new();
    private readonly ConcurrentQueue<RadioNotice> _notices = new();
    private BusDaemon _daemon = null!;
    private FakeNetworkManager _manager = null!;
    private NetworkManagerRadio? _radio;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RadioSettings Settings => new() { BusAddress = _daemon.Address, StartPatience = TimeSpan.FromSeconds(1) };

    public async ValueTask InitializeAsync()
    {
        _daemon = await BusDaemon.StartAsync();
        _manager = await FakeNetworkManager.StartAsync(_daemon.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_radio is not null)
            await _radio.DisposeAsync();
        if (_manager is not null)
            await _manager.DisposeAsync();
        if (_daemon is not null)
            await _daemon.DisposeAsync();
    }

    [Fact]
    public async Task It_says_what_the_hardware_is_and_takes_it_over()
    {
        var radio = await OpenAsync();

        radio.Facts.ShouldBe(new RadioFacts("24:6F:28:AA:BB:CC", "24:6F:28:AA:BB:CC", FiveGigahertz: true));
        _manager.Calls.ShouldContain("Set org.freedesktop.NetworkManager WirelessEnabled");
        _manager.Calls.ShouldContain("Set org.freedesktop.NetworkManager.Device Autoconnect");
    }

    [Fact]
    public async Task A_scan_is_asked_for_and_read_in_the_phones_words()
    {
        _manager.Hear("Home", rsn: 0x500, strength: 100, frequency: 5180);
        _manager.Hear("", rsn: 0, strength: 50, frequency: 2412);
        var radio = await OpenAsync();

        var networks = await radio.ScanAsync(Cancellation);

        networks.ShouldBe([
            new WifiScanEntry
            {
                Ssid = "Home",
                Bssid = "02:00:00:00:10:00",
                Rssi = -40,
                Security = "WPA2+WPA3",
                Channel = 36,
            },
            new WifiScanEntry
            {
                Ssid = "",
                Bssid = "02:00:00:00:10:00",
                Rssi = -70,
                Security = "OPEN",
                Channel = 1,
            },
        ]);
        _manager.Saw("RequestScan").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_joined_network_leaves_no_trace_on_the_disk()
    {
        _manager.Hear("home");
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(JoinResult.Joined);

        _manager.Options.Single()["persist"].ShouldBe(new Variant("s", "volatile"));
        Group("connection")["autoconnect"].ShouldBe(new Variant("b", false));
        Group("ipv4")["dhcp-hostname"].ShouldBe(new Variant("s", "Blynk-Thermostat-AAAA"));
        Group("802-11-wireless-security")["key-mgmt"].ShouldBe(new Variant("s", "wpa-psk"));
        _log.Text.ShouldNotContain("secret-password");
    }

    [Theory]
    [InlineData(NmReason.NoSecrets, JoinResult.WrongPassword)]
    [InlineData(NmReason.SupplicantDisconnect, JoinResult.Timeout)]
    [InlineData(NmReason.SupplicantTimeout, JoinResult.Timeout)]
    [InlineData(NmReason.SsidNotFound, JoinResult.NotFound)]
    [InlineData(NmReason.IpConfigUnavailable, JoinResult.NoAddress)]
    [InlineData(NmReason.DhcpFailed, JoinResult.NoAddress)]
    internal async Task A_reason_becomes_a_result(NmReason reason, JoinResult result)
    {
        _manager.Hear("home");
        _manager.Fates.Enqueue([(NmState.Failed, reason)]);
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(result);

        _manager.Profiles.ShouldAllBe(profile => profile.Count == 0, "what failed is removed");
    }

    [Fact]
    public async Task A_handshake_that_breaks_off_is_a_wrong_password_and_the_next_attempt_is_a_new_one()
    {
        _manager.Hear("home");
        _manager.Fates.Enqueue(WrongPassword);
        _manager.Fates.Enqueue([
            (NmState.NeedAuth, NmReason.SupplicantDisconnect),
            (NmState.Failed, NmReason.SupplicantDisconnect),
        ]);
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(JoinResult.WrongPassword);
        (await JoinAsync(radio)).ShouldBe(JoinResult.WrongPassword);
        (await JoinAsync(radio)).ShouldBe(JoinResult.Joined);
    }

    [Fact]
    public async Task A_fixed_address_that_is_refused_is_told_apart()
    {
        _manager.Hear("home");
        _manager.Fates.Enqueue([(NmState.Failed, NmReason.IpConfigUnavailable)]);
        var radio = await OpenAsync();
        var address = new StaticAddress(IPAddress.Parse("10.0.0.7"), null, null, null, null);

        (await JoinAsync(radio, address: address)).ShouldBe(JoinResult.AddressRefused);
        _manager.Refusal = new BusErrorException(
            "org.freedesktop.NetworkManager.Settings.Connection.InvalidProperty",
            "ipv4.addresses: invalid"
        );
        (await JoinAsync(radio, address: address)).ShouldBe(JoinResult.AddressRefused);
    }

    [Fact]
    public async Task A_password_that_cannot_be_one_is_a_wrong_password()
    {
        _manager.Hear("home");
        _manager.Refusal = new BusErrorException(
            "org.freedesktop.NetworkManager.Settings.Connection.InvalidProperty",
            "802-11-wireless-security.psk: property is invalid"
        );
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(JoinResult.WrongPassword);
    }

    [Fact]
    public async Task An_absent_network_is_told_after_looking_and_without_trying()
    {
        _manager.Hear("other");
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(JoinResult.NotFound);

        _manager.Profiles.ShouldBeEmpty();
        _manager.Saw("RequestScan").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_network_that_may_hide_is_tried_by_name()
    {
        _manager.Hear("");
        var radio = await OpenAsync();

        (await JoinAsync(radio)).ShouldBe(JoinResult.Joined);

        Group("802-11-wireless")["hidden"].ShouldBe(new Variant("b", true));
    }

    [Fact]
    public async Task A_lost_link_is_told_once_and_a_link_that_is_left_is_not()
    {
        _manager.Hear("home");
        var radio = await OpenAsync();
        await JoinAsync(radio);
        await radio.LeaveAsync(Cancellation);
        await JoinAsync(radio);
        _notices.ShouldBeEmpty();

        await _manager.StepAsync(NmState.Failed, NmReason.SupplicantDisconnect);
        await _manager.StepAsync(NmState.Disconnected, NmReason.None);

        await Until.TrueAsync(() => !_notices.IsEmpty, "the loss is told", Cancellation);
        _notices.ShouldBe([new RadioNotice.LinkLost()]);
    }

    [Fact]
    public async Task A_manager_that_restarts_is_a_lost_link_and_is_used_again()
    {
        _manager.Hear("home");
        var radio = await OpenAsync();
        await JoinAsync(radio);

        await _manager.DisposeAsync();
        await Until.TrueAsync(() => !_notices.IsEmpty, "the loss is told", Cancellation);
        var joining = JoinAsync(radio);
        await Until.TrueAsync(() => _log.Text.Contains("does not run"), "it says for what it waits", Cancellation);
        _manager = await FakeNetworkManager.StartAsync(_daemon.Address);
        _manager.Hear("home");

        (await joining).ShouldBe(JoinResult.Joined);
    }

    [Fact]
    public async Task An_attempt_that_is_given_up_goes_no_further()
    {
        _manager.Hear("home");
        _manager.Fates.Enqueue([(NmState.IpConfig, NmReason.None)]);
        var radio = await OpenAsync();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var joining = JoinAsync(radio, cancellation: enough.Token);
        await Until.TrueAsync(() => _manager.Saw("AddAndActivate").Length > 0, "it tries", Cancellation);

        await enough.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => joining);
        _manager.Saw("Disconnect").ShouldNotBeEmpty();
        _manager.Profiles.ShouldAllBe(profile => profile.Count == 0);
    }

    [Fact]
    public async Task An_access_point_serves_its_portal_and_comes_back_by_itself()
    {
        var radio = await OpenAsync();
        var accessPoint = new AccessPoint("Blynk Thermostat-AAAA", IPAddress.Loopback, "blynk.setup", Captive: true);

        await radio.RaiseAccessPointAsync(accessPoint, await SomePortalAsync(), Cancellation);

        Group("802-11-wireless")["mode"].ShouldBe(new Variant("s", "ap"));
        Group("ipv4")["method"].ShouldBe(new Variant("s", "shared"));
        _manager.Options[^1]["bind-activation"].ShouldBe(new Variant("s", "dbus-client"));

        await _manager.StepAsync(NmState.Deactivating, NmReason.None);
        await _manager.StepAsync(NmState.Disconnected, NmReason.None);
        await Until.TrueAsync(() => _manager.Options.Count == 2, "it is raised again", Cancellation);

        await _manager.StepAsync(NmState.Failed, NmReason.SupplicantFailed);
        await Until.TrueAsync(() => _log.Text.Split("raising it again").Length == 3, "it is lost again", Cancellation);
        await radio.LowerAccessPointAsync(Cancellation);
        await radio.LowerAccessPointAsync(Cancellation);
        _manager.Options.Count.ShouldBe(2, "what was lowered is not raised again");
        _manager.Saw("Disconnect").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_access_point_that_cannot_be_opened_is_a_fault()
    {
        var portal = await SomePortalAsync();
        _manager.Fates.Enqueue([(NmState.Failed, NmReason.SupplicantFailed)]);
        var radio = await OpenAsync();
        var accessPoint = new AccessPoint("Blynk Thermostat-AAAA", IPAddress.Loopback, "blynk.setup", Captive: true);

        await Should.ThrowAsync<IOException>(() => radio.RaiseAccessPointAsync(accessPoint, portal, Cancellation));
    }

    [Fact]
    public async Task Without_a_bus_without_a_manager_or_without_wifi_it_says_what_to_do()
    {
        _manager.DeviceType = 1;
        (await RefusedAsync(Settings)).ShouldContain("nmcli device");

        await _manager.DisposeAsync();
        (await RefusedAsync(Settings)).ShouldContain("systemctl start NetworkManager");

        (await RefusedAsync(Settings with { BusAddress = "unix:path=/nowhere" })).ShouldContain("Install dbus");
    }

    private async Task<string> RefusedAsync(RadioSettings settings)
    {
        var refused = await Should.ThrowAsync<BoardUnavailableException>(() =>
            NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation)
        );
        return refused.Message;
    }

    private async Task<NetworkManagerRadio> OpenAsync()
    {
        var settings = Settings with { StartPatience = TimeSpan.FromSeconds(30), PortalPort = 0 };
        _radio = await NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation);
        _radio.Listen(_notices.Enqueue);
        return _radio;
    }

    private static Task<JoinResult> JoinAsync(
        NetworkManagerRadio radio,
        StaticAddress? address = null,
        CancellationToken? cancellation = null
    ) =>
        radio.JoinAsync(
            new JoinRequest
            {
                Ssid = "home",
                Password = "secret-password",
                HostName = "Blynk-Thermostat-AAAA",
                Address = address,
            },
            cancellation ?? Cancellation
        );

    private Dictionary<object, object> Group(string name) => (Dictionary<object, object>)_manager.Profiles[^1][name];

    private static Task<Edgent.Portal> SomePortalAsync() => new SilentBoard().OpenPortalAsync(Cancellation);
}
