using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>One connection that speaks for many devices.</summary>
public sealed class NodeTests
{
    private const string First = "NodeOne_NodeOne_NodeOne_NodeOne_";
    private const string Second = "NodeTwo_NodeTwo_NodeTwo_NodeTwo_";

    [Theory]
    [InlineData("mgmt_device", MqttVersion.V311)]
    [InlineData(FakePrograms.Id, MqttVersion.V5)]
    public async Task A_gateway_comes_in_by_its_secret(string user, MqttVersion version)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(version);

        (await client.LogInAsync(FakePrograms.Secret, user)).Reason.ShouldBe(ReasonCode.Success);

        host.Door.Asked.ShouldBe(0, "it is no device");
        await client.PingPongAsync();
    }

    [Theory]
    [InlineData("mgmt_device", "wrong")]
    [InlineData("mgmt_device", FakeDoor.Known)]
    [InlineData("somebody", FakePrograms.Secret)]
    [InlineData("device", FakePrograms.Secret)]
    public async Task A_wrong_id_or_secret_is_no_login(string user, string secret)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);

        (await client.LogInAsync(secret, user)).Reason.ShouldBe(ReasonCode.BadUserNameOrPassword);
    }

    [Fact]
    public async Task A_login_without_the_permission_is_told_which()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Programs.Answer = new ProgramLogin.NotAllowed("ControlDevices");
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);

        var answer = await client.LogInAsync(FakePrograms.Secret, "mgmt_device");

        answer.Reason.ShouldBe(ReasonCode.NotAuthorized);
        answer.Properties.TryFind(PropertyId.ReasonString, out var why).ShouldBeTrue();
        why.Text.ShouldContain("ControlDevices");
    }

    [Fact]
    public async Task While_the_store_is_away_no_login_is_called_wrong()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Programs.Fault = new StorageUnavailableException("away");
        await using var client = await host.ConnectMqttAsync(MqttVersion.V311);

        ((byte)(await client.LogInAsync(FakePrograms.Secret, "mgmt_device")).Reason).ShouldBe(
            (byte)ReasonCode.ServerUnavailable
        );
    }

    [Fact]
    public async Task Each_device_behind_it_has_a_session_and_hears_its_own_commands()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);
        (await client.SubscribeAsync($"dev/{First}/#")).ShouldBe(ReasonCode.Success);
        (await client.SubscribeAsync($"dev/{Second}/downlink/#")).ShouldBe(ReasonCode.Success);
        var (first, second) = (host.Door.Sessions.First(), host.Door.Sessions.Last());

        await PublishAsync(client, $"dev/{First}/ds/Temperature", "21.5");
        await PublishAsync(client, $"dev/{Second}/ds/Temperature", "4");

        first.Writes.ShouldHaveSingleItem().Value.ShouldBe("21.5");
        second.Writes.ShouldHaveSingleItem().Value.ShouldBe("4");
        first.Calls.ShouldContain("saved", "an acknowledgement waits for the disk");
        (await second.Link.SendAsync(new DeviceCommand.WritePin(new VirtualPin(4), "9"), default)).ShouldBeTrue();
        (await client.ReadMessageAsync()).ShouldBe($"dev/{Second}/downlink/ds/Temperature = 9");
        await client.PublishAsync($"dev/{First}/get/ds", "Temperature");
        (await client.ReadMessageAsync()).ShouldStartWith($"dev/{First}/downlink/ds/Temperature = ");
        (second.Link.Protocol, second.Link.RemoteAddress).ShouldBe(("mqtt", "127.0.0.1"));
    }

    [Fact]
    public async Task The_packet_of_the_page_is_taken()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);

        // MQTT 5.0 has one byte more, the length of its properties.
        await client.SendHexAsync(
            "30 3a 00 33 64 65 76 2f"
                + Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(FakeDoor.Known))
                + "2f 64 73 2f 54 65 6d 70 65 72 61 74 75 72 65 00 32 31 2e 35"
        );
        await client.PingPongAsync();

        host.Door.Sessions.Single().Writes.ShouldHaveSingleItem().Value.ShouldBe("21.5");
    }

    [Theory]
    [InlineData("#", ReasonCode.NotAuthorized)]
    [InlineData("dev/#", ReasonCode.NotAuthorized)]
    [InlineData("downlink/#", ReasonCode.NotAuthorized)]
    [InlineData("dev/+/downlink/#", ReasonCode.WildcardSubscriptionsNotSupported)]
    [InlineData("dev/" + First + "/ds/#", ReasonCode.NotAuthorized)]
    [InlineData("dev/" + FakeDoor.Stranger + "/#", ReasonCode.NotAuthorized)]
    [InlineData("dev/" + FakeDoor.Elsewhere + "/#", ReasonCode.NotAuthorized)]
    [InlineData("$share/x/dev/" + First + "/#", ReasonCode.SharedSubscriptionsNotSupported)]
    public async Task A_filter_names_one_device_that_it_reaches(string filter, ReasonCode expected)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);

        (await client.SubscribeAsync(filter)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_that_is_nobodys_is_told_and_costs_one_question()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);

        for (var times = 0; times < 3; times++)
        {
            var id = await client.PublishAsync(
                $"dev/{FakeDoor.Stranger}/ds/Temperature",
                "1",
                QualityOfService.AtLeastOnce
            );
            (await client.ReadMessageAsync()).ShouldStartWith(
                $"dev/{FakeDoor.Stranger}/downlink/diag = No device that this login reaches has this AuthToken."
            );
            (await client.ReadAckAsync(PacketType.PubAck, id)).Reason.ShouldBe(ReasonCode.NotAuthorized);
        }

        host.Door.Asked.ShouldBe(1);
        host.Logs.Lines.ShouldAllBe(entry => !entry.Line.Contains(FakeDoor.Stranger));
    }

    [Theory]
    [InlineData("ds/Temperature")]
    [InlineData("dev/short/ds/Temperature")]
    public async Task A_topic_that_names_no_device_is_told(string topic)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);

        var id = await client.PublishAsync(topic, "1", QualityOfService.AtLeastOnce);

        (await client.ReadMessageAsync()).ShouldStartWith("downlink/diag = No device is named. Publish on dev/TOKEN/");
        (await client.ReadAckAsync(PacketType.PubAck, id)).Reason.ShouldBe(ReasonCode.TopicNameInvalid);
    }

    [Fact]
    public async Task A_device_that_comes_by_itself_leaves_and_its_next_message_brings_it_back()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);
        await PublishAsync(client, $"dev/{First}/ds/Temperature", "1");
        var before = host.Door.Sessions.Single();

        before.Link.Abort(LinkEnd.Replaced);

        (await client.ReadMessageAsync()).ShouldBe(
            $"dev/{First}/downlink/diag = This connection does not speak for the device any more: the device connected again."
        );
        (await before.Link.SendAsync(new DeviceCommand.Reboot(), default)).ShouldBeFalse();
        await PublishAsync(client, $"dev/{First}/ds/Temperature", "2");
        before.Disposed.ShouldBeTrue();
        host.Door.Sessions.Last().Writes.ShouldHaveSingleItem().Value.ShouldBe("2");
    }

    [Fact]
    public async Task With_its_last_subscription_a_device_leaves()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);
        await client.SubscribeAsync($"dev/{First}/#");

        await client.SendAsync(output => new UnsubscribePacket(9, [$"dev/{First}/#"]).Write(output, MqttVersion.V5));
        await client.ExpectAsync(PacketType.UnsubAck);

        host.Door.Sessions.Single().Disposed.ShouldBeTrue();
    }

    [Fact]
    public async Task All_of_them_leave_with_their_gateway()
    {
        await using var host = await GatewayHost.StartAsync();
        var client = await LogInAsync(host);
        await PublishAsync(client, $"dev/{First}/ds/Temperature", "1");
        await PublishAsync(client, $"dev/{Second}/ds/Temperature", "1");

        await client.DisposeAsync();

        await GatewayHost.UntilAsync(() => host.Door.Sessions.All(session => session.Disposed), "they are given back");
    }

    [Fact]
    public async Task More_devices_than_one_connection_may_carry_are_refused()
    {
        await using var host = await GatewayHost.StartAsync(options => options.NodesPerConnectionMax = 1);
        await using var client = await LogInAsync(host);
        await PublishAsync(client, $"dev/{First}/ds/Temperature", "1");

        (await client.SubscribeAsync($"dev/{Second}/#")).ShouldBe(ReasonCode.QuotaExceeded);

        host.Door.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_floods_loses_its_own_messages_alone()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodBurst = 2);
        await using var client = await LogInAsync(host);
        for (var times = 0; times < 5; times++)
            await client.PublishAsync($"dev/{First}/ds/Temperature", $"{times}");

        await client.PublishAsync($"dev/{Second}/ds/Temperature", "4");

        (await client.ReadMessageAsync()).ShouldBe(
            $"dev/{First}/downlink/diag = More than 50 messages a second: some were dropped. Send less often, or several values in one message."
        );
        await client.PingPongAsync();
        host.Door.Sessions.First().Writes.Count.ShouldBeLessThan(5);
        host.Door.Sessions.Last().Writes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_pending_token_is_activated_and_a_refused_one_leaves_the_others_alone()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);
        await PublishAsync(client, $"dev/{FakeDoor.Pending}/info/mcu", """{"tmpl":"TMPL00AABBCC"}""");
        host.Door.Sessions.Single().IsPending.ShouldBeFalse();

        host.Door.ReportResult = ReportResult.WrongTemplate;
        await client.PublishAsync($"dev/{First}/info/mcu", """{"tmpl":"TMPL00000000"}""");

        (await client.ReadMessageAsync()).ShouldContain("another template");
        await client.PingPongAsync();
        host.Door.Sessions.Last().Disposed.ShouldBeTrue();
        host.Door.Sessions.First().Disposed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_login_that_is_withdrawn_ends_the_connection()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await LogInAsync(host);
        await client.PingPongAsync(); // the login is over, and its time too
        host.Programs.MayGoOn = false;
        host.Time.Advance(TimeSpan.FromSeconds(61));

        await client.PingAsync();

        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.NotAuthorized);
    }

    private static async Task<MqttClient> LogInAsync(GatewayHost host)
    {
        var client = await host.ConnectMqttAsync(MqttVersion.V5);
        (await client.LogInAsync(FakePrograms.Secret, "mgmt_device")).Reason.ShouldBe(ReasonCode.Success);
        return client;
    }

    private static async Task PublishAsync(MqttClient client, string topic, string payload)
    {
        var id = await client.PublishAsync(topic, payload, QualityOfService.AtLeastOnce);
        (await client.ReadAckAsync(PacketType.PubAck, id)).Reason.ShouldBe(ReasonCode.Success);
    }
}
