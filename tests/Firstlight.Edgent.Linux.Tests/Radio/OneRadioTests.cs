using Firstlight.Edgent.Linux.Tests.Bus;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>One radio that is an access point and in a network at once: the access point follows to the network's channel, and steps aside where it cannot.</summary>
public sealed class OneRadioTests : IAsyncLifetime
{
    private const string OnOneChannel = "#{ managed } <= 1, #{ AP } <= 1,\n\t\t   total <= 2, #channels <= 1";
    private const string OnTwoChannels = "#{ managed } <= 1, #{ AP } <= 1,\n\t\t   total <= 2, #channels <= 2";
    private const string OneAfterTheOther = "#{ managed, AP } <= 1,\n\t\t   total <= 1, #channels <= 1";

    private static readonly (NmState, NmReason)[] WrongPassword =
    [
        (NmState.NeedAuth, NmReason.SupplicantDisconnect),
        (NmState.Failed, NmReason.NoSecrets),
    ];

    private static readonly (NmState, NmReason)[] NotHere = [(NmState.Failed, NmReason.SupplicantFailed)];
    private static readonly (NmState, NmReason)[] Done = [(NmState.Activated, NmReason.None)];

    private readonly LogLines _log = new();
    private readonly AgreeingCloud _cloud = new();
    private readonly PhoneOnPage _phone;
    private BusDaemon _daemon = null!;
    private FakeNetworkManager _manager = null!;
    private RadioProgram _iw = null!;

    public OneRadioTests() => _phone = new PhoneOnPage(_cloud.Port);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _daemon = await BusDaemon.StartAsync();
        _manager = await FakeNetworkManager.StartAsync(_daemon.Address);
        _manager.SecondName = "edgent-ap";
        _manager.AccessPointFate = _ => Done;
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _cloud.DisposeAsync();
        await _manager.DisposeAsync();
        await _daemon.DisposeAsync();
        _iw.Dispose();
    }

    [Fact]
    public async Task Its_access_point_has_an_address_of_its_own_and_is_kept()
    {
        await using var radio = await OpenAsync(OnOneChannel);

        radio.Facts.ShouldBe(
            new RadioFacts(
                "24:6F:28:AA:BB:CC",
                "26:6F:28:AA:BB:CC",
                FiveGigahertz: true,
                ScansAsAccessPoint: true,
                KeepsAccessPoint: true
            )
        );
    }

    [Fact]
    public async Task A_radio_that_cannot_be_both_is_one_after_the_other_and_says_so()
    {
        await using var radio = await OpenAsync(OneAfterTheOther);

        radio.Facts.KeepsAccessPoint.ShouldBeFalse();
        _log.Text.ShouldContain("never both at once");
    }

    [Fact]
    public async Task What_a_killed_program_left_is_removed_and_never_taken_for_the_station()
    {
        await using var radio = await OpenAsync(OnOneChannel, iw => iw.LeaveFace());

        _iw.HasFace.ShouldBeFalse();
        radio.Facts.StationMac.ShouldBe("24:6F:28:AA:BB:CC");
    }

    [Fact]
    public async Task The_phone_reads_of_failure_and_success_on_the_network_s_channel()
    {
        _manager.Hear("home", frequency: 2437);
        await using var radio = await OpenAsync(OnOneChannel);
        await using var device = await RunAsync(radio);
        _manager.AccessPoints.ShouldBe([("bg", 1u)]);
        _manager.AccessPointMac.ShouldBe("26:6F:28:AA:BB:CC");

        for (var count = 0; count < 3; count++)
            _manager.Fates.Enqueue(WrongPassword);
        await _phone.ConfigureAsync("a wrong password", Cancellation);
        await _phone.UntilToldAsync(("error", 722), Cancellation);
        _manager.AccessPoints.ShouldBe([("bg", 1u), ("bg", 6u)], "it followed once and stayed");

        await _phone.ConfigureAsync("the password", Cancellation);
        await _phone.UntilToldAsync(("connected", 0), Cancellation);
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated);
        _manager.StateOf("edgent-ap").ShouldBe(NmState.Activated);
        _manager.AccessPoints.Count.ShouldBe(2);

        await Until.TrueAsync(() => !_iw.HasFace, "it closes when the phone has had its time", Cancellation);
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated);
    }

    [Fact]
    public async Task With_two_channels_it_stays_where_it_is()
    {
        _manager.Hear("home", frequency: 2437);
        await using var radio = await OpenAsync(OnTwoChannels);
        await using var device = await RunAsync(radio);

        await _phone.ConfigureAsync("the password", Cancellation);
        await _phone.UntilToldAsync(("connected", 0), Cancellation);

        _manager.AccessPoints.ShouldBe([("bg", 1u)]);
    }

    [Fact]
    public async Task Where_no_access_point_may_be_it_steps_aside_and_comes_back_after_a_failure()
    {
        _manager.Hear("home", frequency: 5500);
        await using var radio = await OpenAsync(OnOneChannel);
        await using var device = await RunAsync(radio);

        _manager.AccessPointFate = channel => channel == 100 ? NotHere : Done;
        for (var count = 0; count < 3; count++)
            _manager.Fates.Enqueue(WrongPassword);
        await _phone.ConfigureAsync("a wrong password", Cancellation);
        await _phone.UntilToldAsync(("error", 722), Cancellation);

        await Until.TrueAsync(() => _manager.AccessPoints[^1] == ("bg", 1u), "it is back", Cancellation);
        _manager.AccessPoints.ShouldContain(("a", 100u));
        _log.Text.ShouldContain("steps aside while a network is joined");
    }

    [Fact]
    public async Task For_a_network_whose_channel_nobody_knows_it_steps_aside()
    {
        _manager.Hear("", frequency: 2462);
        await using var radio = await OpenAsync(OnOneChannel);
        await using var device = await RunAsync(radio);

        await _phone.ConfigureAsync("the password", Cancellation);
        await Until.TrueAsync(
            () => device.Mode == EdgentMode.Running && _manager.StateOf("wlan0") == NmState.Activated,
            "it joined a network that hides",
            Cancellation
        );

        _log.Text.ShouldContain("its channel is not known");
        _manager.AccessPoints.ShouldBe([("bg", 1u)]);
        _iw.HasFace.ShouldBeFalse();
    }

    private async Task<NetworkManagerRadio> OpenAsync(string combination, Action<RadioProgram>? before = null)
    {
        _iw = new RadioProgram(combination);
        before?.Invoke(_iw);
        _manager.Second = () => _iw.HasFace;
        var settings = new RadioSettings
        {
            BusAddress = _daemon.Address,
            StartPatience = TimeSpan.FromSeconds(30),
            KeepsAccessPoint = true,
            IwProgram = _iw.Name,
            PortalPort = _phone.Port,
        };
        return await NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation);
    }

    private static async Task<PoweredBoard> RunAsync(NetworkManagerRadio radio)
    {
        var board = new LoopbackBoard(radio);
        var powered = new PoweredBoard(board.Device);
        await board.RaisedAsync(Cancellation);
        return powered;
    }

    /// <summary>A device that has power until it is disposed.</summary>
    private sealed class PoweredBoard : IAsyncDisposable
    {
        private readonly CancellationTokenSource _power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        private readonly EdgentDevice _device;
        private readonly Task _running;

        public PoweredBoard(EdgentDevice device)
        {
            _device = device;
            _running = device.RunAsync(_power.Token);
        }

        public EdgentMode Mode => _device.Mode;

        public async ValueTask DisposeAsync()
        {
            await _power.CancelAsync();
            await _running;
            _power.Dispose();
        }
    }
}
