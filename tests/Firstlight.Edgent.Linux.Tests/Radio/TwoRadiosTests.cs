using System.Net;
using System.Net.Sockets;
using System.Text.Json;
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
    private readonly HttpClient _phone = new();
    private readonly AgreeingCloud _cloud = new();
    private BusDaemon _daemon = null!;
    private FakeNetworkManager _manager = null!;

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
        _manager.HasSecond = true;
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
        _manager.HasSecond = false;

        var refused = await Should.ThrowAsync<BoardUnavailableException>(() =>
            OpenAsync(Settings with { StartPatience = TimeSpan.FromSeconds(1) })
        );

        refused.Message.ShouldContain("beside wlan0");
    }

    [Fact]
    public async Task The_phone_reads_of_the_failure_and_of_the_success_where_it_is()
    {
        _manager.Hear("home");
        var port = FreePort();
        var page = new Uri($"http://127.0.0.1:{port}/");
        await using var radio = await OpenAsync(Settings with { PortalPort = port });
        var board = new LoopbackBoard(radio);
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = board.Device.RunAsync(power.Token);
        await board.RaisedAsync(Cancellation);
        (await ToldAsync(page)).ShouldBe(("unknown", 0));

        for (var count = 0; count < 3; count++)
            _manager.Fates.Enqueue(WrongPassword);
        await ConfigureAsync(page, "a wrong password");
        await UntilToldAsync(page, ("error", 722));
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated, "the access point stood all the while");

        await ConfigureAsync(page, "the password");
        await UntilToldAsync(page, ("connected", 0));
        _manager.StateOf("wlan0").ShouldBe(NmState.Activated);
        _manager.StateOf("wlan1").ShouldBe(NmState.Activated);

        await Until.TrueAsync(
            () => _manager.StateOf("wlan0") == NmState.Disconnected,
            "it closes when the phone has had its time",
            Cancellation
        );
        _manager.StateOf("wlan1").ShouldBe(NmState.Activated);
        board.Device.Mode.ShouldBe(EdgentMode.Running);
        _manager.Profiles.Count(profile => ModeOf(profile) == "ap").ShouldBe(1, "it was opened once");

        await power.CancelAsync();
        await running;
    }

    private async Task<NetworkManagerRadio> OpenAsync(RadioSettings settings) =>
        await NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation);

    private async Task ConfigureAsync(Uri page, string password)
    {
        var query =
            $"config?ssid=home&pass={Uri.EscapeDataString(password)}&blynk={LoopbackBoard.Token}&host=127.0.0.1&port={_cloud.Port}";
        using var answer = await _phone.GetAsync(new Uri(page, query), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(string? Status, int LastError)> ToldAsync(Uri page)
    {
        using var info = JsonDocument.Parse(
            await _phone.GetStringAsync(new Uri(page, "board_info.json"), Cancellation)
        );
        return (
            info.RootElement.GetProperty("status").GetString(),
            info.RootElement.GetProperty("last_error").GetInt32()
        );
    }

    private async Task UntilToldAsync(Uri page, (string?, int) expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await ToldAsync(page) != expected)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    private static string ModeOf(Dictionary<object, object> profile) =>
        profile.GetValueOrDefault("802-11-wireless") is Dictionary<object, object> wireless
            ? (string)((Variant)wireless["mode"]).Value
            : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
