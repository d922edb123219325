using System.Collections.Concurrent;
using System.Net;
using Firstlight.Edgent.Linux.Tests.Bus;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>What counts the sockets of the whole process runs while nothing else does.</summary>
[CollectionDefinition(nameof(FlappingRadioTests), DisableParallelization = true)]
public sealed class AloneWithItsSockets;

/// <summary>Networks, access points and NetworkManager itself come and go, many times more often than there is room for what one of them would leave behind.</summary>
[Collection(nameof(FlappingRadioTests))]
public sealed class FlappingRadioTests : IAsyncLifetime
{
    private static readonly int Rounds = TestMode.Times(bounded: 2 * BusConnection.RulesMax, full: 2_000);

    private readonly LogLines _log = new();
    private readonly ConcurrentQueue<RadioNotice> _notices = new();
    private BusDaemon _daemon = null!;
    private FakeNetworkManager _manager = null!;
    private NetworkManagerRadio _radio = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _daemon = await BusDaemon.StartAsync();
        await BeginManagerAsync();
        var settings = new RadioSettings { BusAddress = _daemon.Address, PortalPort = 0 };
        _radio = await NetworkManagerRadio.OpenAsync(settings, TimeProvider.System, _log, Cancellation);
        _radio.Listen(_notices.Enqueue);
    }

    public async ValueTask DisposeAsync()
    {
        await _radio.DisposeAsync();
        await _manager.DisposeAsync();
        await _daemon.DisposeAsync();
    }

    [Fact]
    public async Task A_network_that_is_lost_again_and_again_leaves_nothing_behind()
    {
        await LoseAsync();
        var sockets = OpenSockets();

        for (var round = 1; round < Rounds; round++)
            await LoseAsync();

        _notices.Count.ShouldBe(Rounds, "each loss is told once");
        OpenSockets().ShouldBeLessThanOrEqualTo(sockets);
    }

    [Fact]
    public async Task Attempts_that_fail_or_are_given_up_leave_nothing_behind()
    {
        await GiveUpAsync();
        var sockets = OpenSockets();

        for (var round = 1; round < Rounds; round++)
        {
            await GiveUpAsync();
            _manager.Fates.Enqueue([(NmState.Failed, NmReason.NoSecrets)]);
            (await JoinAsync(Cancellation)).ShouldBe(JoinResult.WrongPassword);
        }

        _manager.Profiles.ShouldAllBe(profile => profile.Count == 0);
        OpenSockets().ShouldBeLessThanOrEqualTo(sockets);
        _notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_access_point_that_opens_and_closes_again_and_again_leaves_nothing_behind()
    {
        var portal = await new SilentBoard().OpenPortalAsync(Cancellation);
        var accessPoint = new AccessPoint("Blynk Thermostat-AAAA", IPAddress.Loopback, "blynk.setup", Captive: true);
        await OpenAndCloseAsync();
        var sockets = OpenSockets();

        for (var round = 1; round < Rounds; round++)
            await OpenAndCloseAsync();

        OpenSockets().ShouldBeLessThanOrEqualTo(sockets);

        async Task OpenAndCloseAsync()
        {
            await _radio.RaiseAccessPointAsync(accessPoint, portal, Cancellation);
            await _radio.LowerAccessPointAsync(Cancellation);
        }
    }

    [Fact]
    public async Task A_manager_that_restarts_again_and_again_leaves_nothing_behind()
    {
        await RestartManagerAsync();
        var sockets = OpenSockets();

        for (var round = 1; round < TestMode.Times(bounded: 5, full: 100); round++)
            await RestartManagerAsync();

        OpenSockets().ShouldBeLessThanOrEqualTo(sockets);
    }

    private async Task LoseAsync()
    {
        (await JoinAsync(Cancellation)).ShouldBe(JoinResult.Joined, _log.Text);
        var told = _notices.Count;
        await _manager.StepAsync(NmState.Disconnected, NmReason.SupplicantDisconnect);
        await Until.TrueAsync(() => _notices.Count > told, "the loss is told", Cancellation);
    }

    private async Task GiveUpAsync()
    {
        _manager.Fates.Enqueue([(NmState.IpConfig, NmReason.None)]);
        var before = _manager.Options.Count;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var joining = JoinAsync(enough.Token);
        await Until.TrueAsync(() => _manager.Options.Count > before, "it tries", Cancellation);
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => joining);
    }

    private async Task RestartManagerAsync()
    {
        (await JoinAsync(Cancellation)).ShouldBe(JoinResult.Joined, _log.Text);
        var told = _notices.Count;
        await _manager.DisposeAsync();
        await Until.TrueAsync(() => _notices.Count > told, "the loss is told", Cancellation);
        await BeginManagerAsync();
    }

    private async Task BeginManagerAsync()
    {
        _manager = await FakeNetworkManager.StartAsync(_daemon.Address);
        _manager.Hear("home");
    }

    private Task<JoinResult> JoinAsync(CancellationToken cancellation) =>
        _radio.JoinAsync(
            new JoinRequest
            {
                Ssid = "home",
                Password = "secret-password",
                HostName = "Blynk-Thermostat-AAAA",
            },
            cancellation
        );

    private static int OpenSockets() =>
        Directory
            .GetFileSystemEntries("/proc/self/fd")
            .Count(entry => new FileInfo(entry).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);
}
