using Firstlight.Core;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Mqtt;

public sealed class LoginTests
{
    private const string TokenHex =
        "30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 71 72 73 2d 5f 5a";

    public static TheoryData<MqttVersion> Versions => [MqttVersion.V311, MqttVersion.V5];

    [Theory]
    [InlineData("10 36 00 04 4d 51 54 54 04 c2 00 2d 00 00 00 06 64 65 76 69 63 65 00 20", "20020000")]
    [InlineData("10 37 00 04 4d 51 54 54 05 c2 00 2d 00 00 00 00 06 64 65 76 69 63 65 00 20", "20")]
    public async Task The_golden_connect_comes_in_byte_by_byte(string connect, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();

        foreach (var value in NativeClient.Bytes(connect + TokenHex))
            await client.SendRawAsync(new[] { value });

        var received = new byte[answer.Length / 2];
        await client.Stream.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(received).ShouldBe(answer);
        host.Door.Sessions.ShouldHaveSingleItem().Link.Protocol.ShouldBe("mqtt");
    }

    [Fact]
    public async Task A_device_of_5_is_told_what_this_server_does()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);

        var answer = await client.LogInAsync(
            FakeDoor.Known,
            keepAlive: 0,
            clean: false,
            properties: Property.Of(PropertyId.SessionExpiryInterval, 3_600)
        );

        answer.Reason.ShouldBe(ReasonCode.Success);
        answer.SessionPresent.ShouldBeFalse();
        answer.Properties.NumberOr(PropertyId.RetainAvailable, 9).ShouldBe(0u);
        answer.Properties.NumberOr(PropertyId.SharedSubscriptionAvailable, 9).ShouldBe(0u);
        answer.Properties.NumberOr(PropertyId.SubscriptionIdentifierAvailable, 9).ShouldBe(0u);
        answer.Properties.NumberOr(PropertyId.SessionExpiryInterval, 9).ShouldBe(0u);
        answer.Properties.NumberOr(PropertyId.MaximumPacketSize, 0).ShouldBe(32_773u);
        answer.Properties.NumberOr(PropertyId.ServerKeepAlive, 0).ShouldBe(45u);
        answer.Properties.FindText(PropertyId.AssignedClientIdentifier).ShouldBe("device-42");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_token_that_the_store_does_not_know_is_a_bad_password_and_a_second_later_the_end(
        MqttVersion version
    )
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(version);

        (await client.LogInAsync(FakeDoor.Stranger)).Reason.ShouldBe(ReasonCode.BadUserNameOrPassword);
        await client.PingAsync(); // heard by nobody
        await host.AdvanceUntilAsync(() => host.Watch.Count == 0, "the link ends");
        await client.WaitForCloseAsync();
        host.Door.Sessions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("admin", FakeDoor.Known)]
    [InlineData("Device", FakeDoor.Known)]
    [InlineData("device", "too-short")]
    [InlineData("device", "")]
    public async Task What_can_be_no_device_is_refused_and_no_store_is_asked(string user, string password)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();

        (await client.LogInAsync(password, user)).ReturnCode.ShouldBe(
            Protocol.Mqtt.V311.ConnectReturnCode.BadUserNameOrPassword
        );
        host.Door.Asked.ShouldBe(0);
    }

    /// <summary>The promise: nothing but a healthy store's "no" may sound like one.</summary>
    [Theory, MemberData(nameof(Versions))]
    public async Task While_the_store_is_away_every_token_is_told_to_come_back(MqttVersion version)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Fault = new StorageUnavailableException("starting");

        foreach (var token in new[] { FakeDoor.Known, FakeDoor.Pending, FakeDoor.Stranger })
        {
            await using var client = await host.ConnectMqttAsync(version);
            (await client.LogInAsync(token)).Reason.ShouldBe(ReasonCode.ServerUnavailable);
            await client.DisposeAsync();
        }

        host.Logs.Lines.Count(line => line.Id == 7206).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_fault_inside_is_no_wrong_token_either(MqttVersion version)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Fault = new InvalidOperationException("a bug");
        await using var client = await host.ConnectMqttAsync(version);

        (await client.LogInAsync(FakeDoor.Known)).Reason.ShouldBe(ReasonCode.ServerUnavailable);
        host.Logs.Lines.ShouldContain(line => line.Id == 7001);
    }

    [Theory]
    [InlineData("10 11 00 06 4d 51 49 73 64 70 03 02 00 3c 00 03 64 65 76", "20020001")] // 3.1
    [InlineData("10 0f 00 04 4d 51 54 54 03 02 00 3c 00 03 64 65 76", "20020001")]
    [InlineData("10 0c 00 04 4d 51 54 54 04 00 00 3c 00 00", "20020002")] // empty id, not clean
    public async Task What_is_not_spoken_is_said_in_the_words_of_3_1_1(string connect, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();
        await client.SendHexAsync(connect);

        var received = new byte[4];
        await client.Stream.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(received).ShouldBe(answer);
    }

    [Theory]
    [InlineData("10 10 00 04 4d 51 54 54 06 02 00 3c 00 00 03 64 65 76", ReasonCode.UnsupportedProtocolVersion)]
    [InlineData("10 10 00 04 4d 51 54 54 05 03 00 3c 00 00 03 64 65 76", ReasonCode.MalformedPacket)]
    [InlineData(
        "10 14 00 04 4d 51 54 54 05 02 00 3c 04 15 00 01 78 00 03 64 65 76",
        ReasonCode.BadAuthenticationMethod
    )]
    public async Task A_device_of_5_hears_why(string connect, ReasonCode reason)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.SendHexAsync(connect);

        var answer = await client.ReadConnAckAsync();
        answer.Reason.ShouldBe(reason);
        answer.Properties.FindText(PropertyId.ReasonString).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("10 ff ff ff ff 01")] // a length that never ends
    [InlineData("10 81 20")] // 4097 bytes announced
    [InlineData("10 00")]
    [InlineData("10 06 00 04 48 54 54 50")] // another name
    [InlineData("10 06 ff ff 4d 51 54 54")]
    [InlineData("10 0f 00 04 4d 51 54 54 04 03 00 3c 00 03 64 65 76")] // the reserved flag
    public async Task What_is_no_connect_gets_no_answer(string hex)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();

        await client.SendHexAsync(hex);
        await client.WaitForCloseAsync();
        host.Door.Asked.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_client_id_has_64_characters_at_most(MqttVersion version)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var fits = await host.ConnectMqttAsync(version);
        (await fits.LogInAsync(FakeDoor.Known, clientId: new string('x', 64))).Reason.ShouldBe(ReasonCode.Success);

        await using var client = await host.ConnectMqttAsync(version);
        (await client.LogInAsync(FakeDoor.Known, clientId: new string('x', 65))).Reason.ShouldBe(
            ReasonCode.ClientIdentifierNotValid
        );
    }

    [Fact]
    public async Task A_second_connect_breaks_the_protocol()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        await client.SendAsync(output => new ConnectPacket { Version = MqttVersion.V5 }.Write(output));

        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ProtocolError);
        await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
    }

    [Fact]
    public async Task Wrong_tokens_are_answered_later_and_later_but_right_ones_at_once()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WrongTokensPerMinute = 2);
        for (var tries = 0; tries < 2; tries++)
        {
            await using var early = await host.ConnectMqttAsync();
            (await early.LogInAsync(FakeDoor.Stranger)).Reason.ShouldBe(ReasonCode.BadUserNameOrPassword);
        }

        await using var guesser = await host.ConnectMqttAsync();
        var timers = host.Time.WaitingTimers;
        var guess = guesser.LogInAsync(FakeDoor.Stranger);
        await GatewayHost.UntilAsync(() => host.Time.WaitingTimers > timers, "the answer is delayed");

        await using var neighbour = await host.ConnectMqttAsync();
        (await neighbour.LogInAsync(FakeDoor.Known)).Reason.ShouldBe(ReasonCode.Success);

        host.Time.Advance(TimeSpan.FromMilliseconds(200));
        (await guess).Reason.ShouldBe(ReasonCode.BadUserNameOrPassword);
    }

    [Fact]
    public async Task A_token_never_reaches_the_log()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInMqttAsync();
        await client.DisposeAsync();
        await using var stranger = await host.ConnectMqttAsync();
        await stranger.LogInAsync(FakeDoor.Stranger);
        await GatewayHost.UntilAsync(() => host.Logs.Lines.Any(line => line.Id == 7203), "the link ends");

        host.Logs.Lines.ShouldNotContain(line =>
            line.Line.Contains(FakeDoor.Known) || line.Line.Contains(FakeDoor.Stranger)
        );
    }

    [Fact]
    public async Task Tls_and_plain_are_the_same_ports_as_for_everyone()
    {
        await using var host = await GatewayHost.StartAsync(tls: true);
        await using var native = await NativeClient.ConnectTlsAsync(host.TlsPort, host.Root);
        await using var client = new MqttClient(native.Stream, MqttVersion.V311);
        (await client.LogInAsync(FakeDoor.Known)).Reason.ShouldBe(ReasonCode.Success);
        await client.PingPongAsync();
    }
}
