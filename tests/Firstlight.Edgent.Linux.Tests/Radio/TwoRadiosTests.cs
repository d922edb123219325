using Firstlight.Edgent.Linux.Tests.Bus;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>A board with a second radio for the access point: the phone stays on it and reads how the attempt ends.</summary>
public sealed class TwoRadiosTests : IAsyncLifetime
{
    private static readonly (NmState, NmReason)[] WrongPassword =
    [
        (NmState.NeedAuth, NmReason.SupplicantDisconnect),
        (NmState.Failed, NmReason.NoSecrets),
    ];

    private readonly LogLines _log = new();
    private readonly AgreeingCloud _cloud = new();
    private readonly PhoneOnPage _phone;
    private BusDaemon _daemon = null!;
    private FakeNetworkManager _manager = null!;

    public TwoRadiosTests() => _phone = new PhoneOnPage(_cloud.Port);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RadioSettings Settings =>
        new()
        {
            BusAddress = _daemon.Address,
            StartPatience = TimeSpan.FromSeconds(30),
            AccessPointInterface = "wlan0",
        };

    public async ValueTask InitializeAsync()
    {
        _daemon = await BusDaemon.StartAsync();
        _manager = await FakeNetworkManager.StartAsync(_daemon.Address);
        _manager.Second = () => true;
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _cloud.DisposeAsync();
        await _manager.DisposeAsync();
        await _daemon.DisposeAsync();
    }

    [Fact]
    public async Task The_one_that_is_not_for_the_access_point_joins()
    {
        await using var radio = await OpenAsync(Settings);

        radio.Facts.ShouldBe(
            new RadioFacts(
                "24:6F:28:AA:BB:CD",
                "24:6F:28:AA:BB:CC",
                FiveGigahertz: true,
                ScansAsAccessPoint: true,
                KeepsAccessPoint: true
            )
        );
    }

    [Fact]
    public async Task One_interface_with_both_names_is_one_radio()
    {
        await using var radio = await OpenAsync(Settings with { Interface = "wlan0" });

        radio.Facts.KeepsAccessPoint.ShouldBeFalse();
    }

    [Fact]
    public async Task A_board_whose_only_radio_is_named_for_the_access_point_is_told_so()
    {
        _manager.Second = () => false;

        var refused = await Should.ThrowAsync<BoardUnavailableException>(() =>
            OpenAsync(Settings with { StartPatience = TimeSpan.FromSeconds(1) })
        );

        refused.Message.ShouldContain("beside wlan0");
    }

    [Fact]
    public async Task The_phone_reads_of_the_failure_and_of_the_success_where_it_is()
    {
        _manager.Hear("home");
        await using var radio = await OpenAsync(Settings with { PortalPort = _phone.Port });
        var board = new LoopbackBoard(radio);
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = board.Device.RunAsync(power.Token);
        await board.RaisedAsync(Cancellation);
        (await _phone.ToldAsync(Cancellation)).ShouldBe(("unknown", 0));

        for (var count = 0; count < 3; count++)
            _manager.Fates.Enqueue(WrongPassword);
        await _phone.ConfigureAsync("a wrong password", Cancellation);
        await _phone.UntilToldAsync(("error", 722), Cancellation);
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated, "the access point stood all the while");

        await _phone.ConfigureAsync("the password", Cancellation);
        await _phone.UntilToldAsync(("connected", 0), Cancellation);
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated);
        _manager.StateOf("wlan1").ShouldBe(NmState.Activated);

        await Until.TrueAsync(
            () => _manager.StateOf("wlan0") == NmState.Disconnected,
            "it closes when the phone has had its time",
            Cancellation
        );
        _manager.StateOf("wlan1").ShouldBe(NmState.Activated);
        board.Device.Mode.ShouldBe(EdgentMode.Running);
        _manager.AccessPoints.Count.ShouldBe(1, "it was opened once");

        await power.CancelAsync();
        await running;
    }

    private async Task<NetworkManagerRadio> OpenAsync(RadioSettings settings) =>
        await NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation);
}
