using Firstlight.Core;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Native;

public sealed class LoginTests
{
    [Theory]
    [InlineData(FakeDoor.Stranger)]
    [InlineData("0123456789abcdefghijklmnopqrs-_")] // 31 characters
    [InlineData("0123456789abcdefghijklmnopqrs-_ZZ")] // 33
    [InlineData("0123456789abcdefghijklmnopqrs-_ü")]
    [InlineData("0123456789abcdef' OR 1=1 --")]
    [InlineData("")]
    public async Task A_token_that_does_not_exist_gets_status_9_and_a_second_later_the_end(string token)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        (await client.LogInAsync(token)).ShouldBe((ushort)StatusCode.InvalidToken);
        await client.SendAsync(Command.Ping); // heard by nobody
        await GatewayHost.UntilAsync(() => host.Watch.Count == 1, "the link still lingers");
        host.Time.Advance(TimeSpan.FromSeconds(0.4));
        host.Watch.Count.ShouldBe(1);
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the link ends");
        await client.WaitForCloseAsync();
        host.Door.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_no_token()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync("1d 00 01 00 20" + string.Concat(Enumerable.Repeat("ff", 32)));
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.InvalidToken);
        host.Door.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Blanks_around_a_token_are_taken_off()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        (await client.LogInAsync($" {FakeDoor.Known}\n")).ShouldBe((ushort)StatusCode.Success);
    }

    [Fact]
    public async Task While_the_store_is_away_the_link_is_closed_and_status_9_is_never_said()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Fault = new StorageUnavailableException("starting");

        foreach (var token in new[] { FakeDoor.Known, FakeDoor.Stranger })
        {
            await using var client = await host.ConnectAsync();
            await client.SendAsync(Command.HardwareLogin, token);
            await client.WaitForCloseAsync();
        }

        // Thousands of devices come back at once; the log says it once.
        host.Logs.Lines.Count(line => line.Id == 7206).ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_inside_ends_that_link_alone()
    {
        await using var host = await GatewayHost.StartAsync();
        var (healthy, _) = await host.LogInAsync();
        await using var __ = healthy;
        host.Door.Fault = new InvalidOperationException("a bug");

        await using var client = await host.ConnectAsync();
        await client.SendAsync(Command.HardwareLogin, FakeDoor.Known);
        await client.WaitForCloseAsync();

        await healthy.SendAsync(Command.Ping);
        (await healthy.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        host.Logs.Lines.ShouldContain(line => line.Id == 7001);
    }

    [Theory]
    [InlineData("1d 00 00 00 20")] // id 0
    [InlineData("1d 00 01 01 01")] // 257 bytes announced
    [InlineData("1d 00 01 ff ff")]
    [InlineData("02 00 01 80 00")]
    public async Task A_login_that_can_never_be_one_is_closed_without_an_answer(string hex)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
        host.Door.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_login_on_a_link_gets_status_4_and_changes_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        (await client.LogInAsync(FakeDoor.Stranger)).ShouldBe((ushort)StatusCode.AlreadyRegistered);
        await client.SendAsync(Command.Ping);
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        session.Disposed.ShouldBeFalse();
        host.Door.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_login_may_come_byte_by_byte_and_everything_after_it_in_one_piece()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        foreach (
            var value in NativeClient.Bytes(
                "1d 00 01 00 20" + Convert.ToHexString("0123456789abcdefghijklmnopqrs-_Z"u8)
            )
        )
            await client.SendRawAsync(new[] { value });
        (await client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);

        var glued =
            "11 00 02 00 05 76 65 72 00 31" + "06 00 03 00 00" + "14 00 04 00 06 76 77 00 30 00 37" + "06 00 05 00 00";
        await client.SendHexAsync(glued);
        (await client.ReadAsync()).Id.ShouldBe((ushort)2);
        (await client.ReadAsync()).Id.ShouldBe((ushort)3);
        (await client.ReadAsync()).Id.ShouldBe((ushort)5);
        host.Door.Sessions.Single().Writes.ShouldHaveSingleItem().Value.ShouldBe("7");
    }

    [Fact]
    public async Task Wrong_tokens_are_answered_later_and_later_but_right_ones_at_once()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WrongTokensPerMinute = 2);
        for (var tries = 0; tries < 2; tries++)
        {
            await using var early = await host.ConnectAsync();
            (await early.LogInAsync(FakeDoor.Stranger)).ShouldBe((ushort)StatusCode.InvalidToken);
        }

        await using var guesser = await host.ConnectAsync();
        var timers = host.Time.WaitingTimers;
        await guesser.SendAsync(Command.HardwareLogin, FakeDoor.Stranger);
        await GatewayHost.UntilAsync(() => host.Time.WaitingTimers > timers, "the answer is delayed");

        await using var neighbour = await host.ConnectAsync();
        (await neighbour.LogInAsync(FakeDoor.Known)).ShouldBe((ushort)StatusCode.Success);

        host.Time.Advance(TimeSpan.FromMilliseconds(200));
        (await guesser.ReadAsync()).Status.ShouldBe((ushort)StatusCode.InvalidToken);
    }

    [Fact]
    public async Task A_token_never_reaches_the_log()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await client.DisposeAsync();
        await using var stranger = await host.ConnectAsync();
        await stranger.LogInAsync(FakeDoor.Stranger);
        await GatewayHost.UntilAsync(() => host.Logs.Lines.Any(line => line.Id == 7203), "the link ends");

        host.Logs.Lines.ShouldNotContain(line =>
            line.Line.Contains(FakeDoor.Known) || line.Line.Contains(FakeDoor.Stranger)
        );
    }
}
