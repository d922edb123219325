using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Systemd;

public sealed class ServiceNotifierTests : IDisposable
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(15);

    private readonly Scratch _scratch = new();
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Each_thing_to_tell_is_one_datagram()
    {
        using var manager = Listen(_scratch.File("notify"));
        _variables["NOTIFY_SOCKET"] = _scratch.File("notify");
        await using var notifier = Open();

        await notifier.ReadyAsync();
        await notifier.StatusAsync("joining\nthe network");
        await notifier.StoppingAsync();

        (await ReceiveAsync(manager)).ShouldBe("READY=1");
        (await ReceiveAsync(manager)).ShouldBe("STATUS=joining the network");
        (await ReceiveAsync(manager)).ShouldBe("STOPPING=1");
    }

    [Fact]
    public async Task A_socket_without_a_file_is_reached_too()
    {
        var name = $"firstlight-{Environment.ProcessId}-{_scratch.Path.GetHashCode(StringComparison.Ordinal)}";
        using var manager = Listen('\0' + name);
        _variables["NOTIFY_SOCKET"] = '@' + name;
        await using var notifier = Open();

        await notifier.ReadyAsync();

        (await ReceiveAsync(manager)).ShouldBe("READY=1");
    }

    [Fact]
    public async Task Signs_of_life_come_twice_in_a_span_and_only_while_the_loop_lives()
    {
        using var manager = Listen(_scratch.File("notify"));
        _variables["NOTIFY_SOCKET"] = _scratch.File("notify");
        _variables["WATCHDOG_USEC"] = "30000000";
        _variables["WATCHDOG_PID"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await using var notifier = Open();
        var lives = true;

        notifier.KeepAlive(() => lives);
        (await ReceiveAsync(manager)).ShouldBe("WATCHDOG=1");
        _time.Advance(Half);
        (await ReceiveAsync(manager)).ShouldBe("WATCHDOG=1");

        lives = false;
        _time.Advance(Half);
        await Until.TrueAsync(() => _log.All.Count > 0, "it is said", Cancellation);
        _time.Advance(Half);
        await Task.Yield();
        manager.Available.ShouldBe(0);
        _log.All.ShouldHaveSingleItem().ShouldContain("stands still");
    }

    [Theory]
    [InlineData("30000000", "1")]
    [InlineData("0", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task A_watchdog_that_is_not_for_us_gets_nothing(string? span, string? process)
    {
        using var manager = Listen(_scratch.File("notify"));
        _variables["NOTIFY_SOCKET"] = _scratch.File("notify");
        if (span is not null)
            _variables["WATCHDOG_USEC"] = span;
        if (process is not null)
            _variables["WATCHDOG_PID"] = process;
        await using var notifier = Open();

        notifier.KeepAlive(static () => true);
        await notifier.ReadyAsync();

        notifier.Watchdog.ShouldBeNull();
        (await ReceiveAsync(manager)).ShouldBe("READY=1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("relative/path")]
    public async Task Without_a_service_manager_nobody_is_told(string? address)
    {
        if (address is not null)
            _variables["NOTIFY_SOCKET"] = address;
        await using var notifier = Open();

        await notifier.ReadyAsync();
        notifier.KeepAlive(static () => true);

        _log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_manager_that_is_gone_does_no_harm()
    {
        _variables["NOTIFY_SOCKET"] = _scratch.File("nobody");
        await using var notifier = Open();

        await notifier.ReadyAsync();

        _log.All.ShouldHaveSingleItem().ShouldContain("READY=1");
    }

    private ServiceNotifier Open() => ServiceNotifier.Open(name => _variables.GetValueOrDefault(name), _time, _log);

    private static Socket Listen(string address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        return socket;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var buffer = new byte[4_096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }
}
