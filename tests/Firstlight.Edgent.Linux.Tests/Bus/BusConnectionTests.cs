using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Bus;

/// <summary>Against a real dbus-daemon.</summary>
public sealed class BusConnectionTests
{
    private const string Peer = "example.Peer";
    private static readonly SignalRule Any = new("", "/p", "example.P");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_let_in_and_calls()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var bus = await daemon.ConnectAsync();

        bus.UniqueName.ShouldStartWith(":");
        (await bus.OwnerOfAsync("org.freedesktop.DBus", Cancellation)).ShouldBe("org.freedesktop.DBus");
        (await bus.OwnerOfAsync("example.Nobody", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task An_error_comes_with_its_name_and_words()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var peer = await BusPeer.StartAsync(
            daemon.Address,
            Peer,
            _ => throw new BusErrorException("example.Error.Tired", "Not today.")
        );
        await using var bus = await daemon.ConnectAsync();

        var error = await Should.ThrowAsync<BusErrorException>(() =>
            bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Do"), Cancellation)
        );

        (error.Name, error.Words).ShouldBe(("example.Error.Tired", "Not today."));
    }

    [Fact]
    public async Task Many_calls_at_once_get_each_its_own_answer()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var peer = await BusPeer.StartAsync(daemon.Address, Peer, call => ("u", [call.Body[0]]));
        await using var bus = await daemon.ConnectAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Echo", "u", (uint)number), Cancellation)
                )
        );

        answers.Select(answer => (uint)answer[0]).ShouldBe(Enumerable.Range(0, 50).Select(number => (uint)number));
    }

    [Fact]
    public async Task A_big_message_comes_back_whole_and_one_that_is_too_big_is_not_sent()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var peer = await BusPeer.StartAsync(daemon.Address, Peer, call => ("ay", [call.Body[0]]));
        await using var bus = await daemon.ConnectAsync();
        var big = Enumerable.Range(0, 900_000).Select(number => (byte)number).ToArray();

        var answer = await bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Echo", "ay", big), Cancellation);

        ((byte[])answer[0]).ShouldBe(big);
        await Should.ThrowAsync<ArgumentException>(() =>
            bus.CallAsync(
                new BusCall(Peer, "/p", "example.P", "Echo", "ay", new byte[BusMessage.BytesMax]),
                Cancellation
            )
        );
    }

    [Fact]
    public async Task Signals_come_in_order_to_every_rule_that_fits_and_to_no_other()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var peer = await BusPeer.StartAsync(daemon.Address, Peer, _ => ("", []));
        await using var bus = await daemon.ConnectAsync();
        var sender = (await bus.OwnerOfAsync(Peer, Cancellation))!;
        await using var one = await bus.SubscribeAsync(Any with { Sender = sender, Member = "One" }, Cancellation);
        await using var all = await bus.SubscribeAsync(Any with { Sender = sender }, Cancellation);
        await using var other = await bus.SubscribeAsync(Any with { Sender = sender, Path = "/q" }, Cancellation);

        await peer.SignalAsync("/p", "example.P", "One", "u", 1u);
        await peer.SignalAsync("/p", "example.P", "Two", "u", 2u);
        await peer.SignalAsync("/q", "example.P", "Three", "u", 3u);

        (await one.ReadAsync(Cancellation)).Body.ShouldBe([1u]);
        (await all.ReadAsync(Cancellation)).Body.ShouldBe([1u]);
        (await all.ReadAsync(Cancellation)).Body.ShouldBe([2u]);
        (await other.ReadAsync(Cancellation)).Body.ShouldBe([3u]);
    }

    [Fact]
    public async Task A_reader_that_falls_behind_is_told_so()
    {
        await using var daemon = await BusDaemon.StartAsync();
        await using var peer = await BusPeer.StartAsync(daemon.Address, Peer, _ => ("", []));
        await using var bus = await daemon.ConnectAsync();
        var sender = (await bus.OwnerOfAsync(Peer, Cancellation))!;
        await using var signals = await bus.SubscribeAsync(Any with { Sender = sender }, Cancellation);

        for (var number = 0; number <= BusSignals.WaitingMax; number++)
            await peer.SignalAsync("/p", "example.P", "One", "");
        await bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Nothing"), Cancellation);

        for (var number = 0; number < BusSignals.WaitingMax; number++)
            await signals.ReadAsync(Cancellation);
        await Should.ThrowAsync<BusClosedException>(async () => await signals.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_bus_that_dies_ends_calls_and_signals_at_once()
    {
        await using var daemon = await BusDaemon.StartAsync();
        using var asked = new SemaphoreSlim(0);
        using var never = new ManualResetEventSlim();
        await using var peer = await BusPeer.StartAsync(
            daemon.Address,
            Peer,
            _ =>
            {
                asked.Release();
                never.Wait(Cancellation);
                return null;
            }
        );
        await using var bus = await daemon.ConnectAsync();
        await using var signals = await bus.SubscribeAsync(Any with { Sender = ":1.0" }, Cancellation);
        var call = bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Wait"), Cancellation);
        await asked.WaitAsync(Cancellation);

        await daemon.KillAsync();

        await Should.ThrowAsync<BusClosedException>(() => call);
        await Should.ThrowAsync<BusClosedException>(async () => await signals.ReadAsync(Cancellation));
        await bus.Ended;
        await Should.ThrowAsync<BusClosedException>(() => bus.OwnerOfAsync("a.b", Cancellation));
        never.Set();
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_with_the_address()
    {
        using var scratch = new Scratch();
        var address = $"unix:path={scratch.File("none")}";

        var fault = await Should.ThrowAsync<BusClosedException>(() =>
            BusConnection.OpenAsync(address, TimeProvider.System, Cancellation)
        );

        fault.Message.ShouldContain(address);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_with_its_deadline()
    {
        await using var daemon = await BusDaemon.StartAsync();
        using var never = new ManualResetEventSlim();
        using var asked = new SemaphoreSlim(0);
        await using var peer = await BusPeer.StartAsync(
            daemon.Address,
            Peer,
            _ =>
            {
                asked.Release();
                never.Wait(Cancellation);
                return null;
            }
        );
        var time = new TestKit.ManualTime();
        await using var bus = await BusConnection.OpenAsync(daemon.Address, time, Cancellation);
        var call = bus.CallAsync(new BusCall(Peer, "/p", "example.P", "Wait"), Cancellation);
        await asked.WaitAsync(Cancellation);

        time.Advance(TimeSpan.FromSeconds(25));

        (await Should.ThrowAsync<TimeoutException>(() => call)).Message.ShouldContain("example.P.Wait");
        never.Set();
    }

    [Theory]
    [InlineData("unix:path=/run/bus%20one,guid=ab", "/run/bus one")]
    [InlineData("tcp:host=x;unix:abstract=here", "@here")]
    public void An_address_names_a_socket(string address, string socket) =>
        BusAddress.Read(address).ToString().ShouldBe(socket);

    [Theory]
    [InlineData("")]
    [InlineData("tcp:host=x")]
    [InlineData("unix:guid=1")]
    public void An_address_without_a_socket_is_refused(string address) =>
        Should.Throw<FormatException>(() => BusAddress.Read(address));
}
