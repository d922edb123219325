using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Mqtt;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>What devices hear: commands and the answers to their questions.</summary>
public sealed class DownlinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<DeviceCommand, string> Commands =>
        new()
        {
            { new DeviceCommand.WritePin(new VirtualPin(4), "23.5"), "downlink/ds/Temperature = 23.5" },
            { new DeviceCommand.WritePin(new VirtualPin(7), "24.03\049.84"), "downlink/ds/Place = 24.03\049.84" },
            { new DeviceCommand.SetMetadata("Serial Number", "SN-7"), "downlink/meta/Serial Number = SN-7" },
            { new DeviceCommand.Reboot(), "downlink/reboot = " },
            { new DeviceCommand.Reconfigure(), "downlink/reconfigure = " },
        };

    [Theory, MemberData(nameof(Commands))]
    public async Task A_command_has_its_topic(DeviceCommand command, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        (await session.Link.SendAsync(command, None)).ShouldBeTrue();

        (await client.ReadMessageAsync()).ShouldBe(message);
    }

    [Fact]
    public async Task Who_has_not_subscribed_hears_no_commands()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        await client.SendHexAsync("a2 0e 00 0a 00 0a 64 6f 77 6e 6c 69 6e 6b 2f 23");
        await client.ReadAckAsync(PacketType.UnsubAck, 10);

        (await session.Link.SendAsync(new DeviceCommand.Reboot(), None)).ShouldBeFalse();
        await client.PingPongAsync();
    }

    [Fact]
    public async Task Commands_wait_until_the_device_has_said_who_it_is()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();
        await client.LogInAsync(FakeDoor.Known);
        await client.SubscribeAsync("downlink/#");
        var session = host.Door.Sessions.Single();
        var sending = session.Link.SendAsync(new DeviceCommand.Reboot(), None).AsTask();
        await client.PingPongAsync();
        sending.IsCompleted.ShouldBeFalse();

        await client.PublishAsync("info/mcu", "{}");

        (await client.ReadMessageAsync()).ShouldBe("downlink/reboot = ");
        (await sending).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_never_says_it_hears_commands_after_two_seconds()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync();
        await client.LogInAsync(FakeDoor.Known);
        await client.SubscribeAsync("downlink/#");
        var sending = host.Door.Sessions.Single().Link.SendAsync(new DeviceCommand.Reboot(), None).AsTask();

        await host.AdvanceUntilAsync(() => sending.IsCompleted, "the command goes out");

        (await client.ReadMessageAsync()).ShouldBe("downlink/reboot = ");
    }

    [Fact]
    public async Task A_command_of_qos_1_waits_for_a_place_among_those_not_acknowledged()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(qos: QualityOfService.AtLeastOnce);
        await using var _ = client;
        var first = default(PublishPacket);
        for (var sent = 0; sent < MqttLink.InFlightMax; sent++)
        {
            (await session.Link.SendAsync(new DeviceCommand.Reboot(), None)).ShouldBeTrue();
            var message = await client.ReadPublishAsync();
            message.QoS.ShouldBe(QualityOfService.AtLeastOnce);
            first = sent == 0 ? message : first;
        }

        var next = session.Link.SendAsync(new DeviceCommand.Reconfigure(), None).AsTask();
        await client.PingPongAsync();
        next.IsCompleted.ShouldBeFalse();
        // The link's own answers do not wait: whoever reads the acknowledgements must go on reading.
        await client.PublishAsync("get/utc/all/json", "");
        (await client.ReadPublishAsync()).QoS.ShouldBe(QualityOfService.AtMostOnce);

        await client.SendAsync(output =>
            new AckPacket(PacketType.PubAck, first.PacketId).Write(output, MqttVersion.V311)
        );
        (await client.ReadMessageAsync()).ShouldBe("downlink/reconfigure = ");
        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Commands_that_wait_for_a_place_end_with_the_link()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(qos: QualityOfService.AtLeastOnce);
        for (var sent = 0; sent < MqttLink.InFlightMax; sent++)
            await session.Link.SendAsync(new DeviceCommand.Reboot(), None);
        var next = session.Link.SendAsync(new DeviceCommand.Reboot(), None).AsTask();

        await client.DisposeAsync();

        (await next.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("downlink/#", ReasonCode.Success)]
    [InlineData("downlink/ds/#", ReasonCode.Success)]
    [InlineData("downlink/ds/Set Temperature", ReasonCode.Success)]
    [InlineData("#", ReasonCode.NotAuthorized)]
    [InlineData("ds/#", ReasonCode.NotAuthorized)]
    [InlineData("downlink", ReasonCode.NotAuthorized)]
    [InlineData("downlink/+/x", ReasonCode.WildcardSubscriptionsNotSupported)]
    [InlineData("$share/a/downlink/#", ReasonCode.SharedSubscriptionsNotSupported)]
    [InlineData("downlink/#/x", ReasonCode.TopicFilterInvalid)]
    [InlineData("", ReasonCode.TopicFilterInvalid)]
    public async Task Only_what_is_below_downlink_may_be_asked_for(string filter, ReasonCode answer)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var newer = await host.ConnectMqttAsync(MqttVersion.V5);
        await newer.LogInAsync(FakeDoor.Known);
        (await newer.SubscribeAsync(filter)).ShouldBe(answer);
        await newer.PingPongAsync();

        await using var older = await host.ConnectMqttAsync();
        await older.LogInAsync(FakeDoor.Known);
        (await older.SubscribeAsync(filter)).ShouldBe(
            answer is ReasonCode.Success ? ReasonCode.Success : ReasonCode.UnspecifiedError
        );
        await older.PingPongAsync();
    }

    [Fact]
    public async Task Filters_have_a_bound_and_one_that_is_given_up_makes_place()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.LogInAsync(FakeDoor.Known);
        for (var number = 0; number < Subscriptions.CountMax; number++)
            (await client.SubscribeAsync($"downlink/ds/{number}")).ShouldBe(ReasonCode.Success);
        (await client.SubscribeAsync("downlink/ds/one more")).ShouldBe(ReasonCode.QuotaExceeded);
        (await client.SubscribeAsync("downlink/ds/0", QualityOfService.ExactlyOnce)).ShouldBe(ReasonCode.GrantedQoS1);

        await client.SendAsync(output =>
            new UnsubscribePacket(99, ["downlink/ds/0", "downlink/ds/never"]).Write(output, MqttVersion.V5)
        );
        SubAckPacket
            .TryRead(await client.ExpectAsync(PacketType.UnsubAck), MqttVersion.V5, out var answer, out var wrong)
            .ShouldBeTrue(wrong.What);
        answer!.Reasons.ShouldBe([ReasonCode.Success, ReasonCode.NoSubscriptionExisted]);
        (await client.SubscribeAsync("downlink/ds/one more")).ShouldBe(ReasonCode.Success);
    }

    [Theory]
    [InlineData("get/ds", "Temperature, Mode", "downlink/ds/Temperature = 21.5", "downlink/ds/Mode = warm")]
    [InlineData("get/ds", "V5", "downlink/ds/Mode = warm")]
    [InlineData("get/ds/all", "", "downlink/ds/Temperature = 21.5", "downlink/ds/Mode = warm")]
    [InlineData("get/meta", "Serial Number", "downlink/meta/Serial Number = SN-7")]
    [InlineData(
        "get/utc/all/json",
        "",
        """downlink/utc/all/json = {"tz_name":"UTC","tz_rule":"UTC0","tz_offset":0,"dst_offset":0,"time":1767225600000,"iso8601":"2026-01-01T00:00:00+00:00"}"""
    )]
    [InlineData("get/loc/all", "")]
    public async Task A_question_is_answered(string topic, string payload, params string[] answers)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new VirtualPin(4)] = "21.5";
        host.Door.Values[new VirtualPin(5)] = "warm";
        var (client, _) = await host.LogInMqttAsync();
        await using var __ = client;

        await client.PublishAsync(topic, payload);
        foreach (var answer in answers)
            (await client.ReadMessageAsync()).ShouldBe(answer);
        await client.PingPongAsync();
    }

    [Fact]
    public async Task A_device_says_how_much_it_takes()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(info: """{"rxbuff":100}""");
        await using var _ = client;
        // 2 bytes of fixed header, 2 of length and 16 of topic: 80 are left.
        var fits = new DeviceCommand.WritePin(new VirtualPin(5), new string('x', 80));
        var larger = new DeviceCommand.WritePin(new VirtualPin(5), new string('x', 81));

        (await session.Link.SendAsync(larger, None)).ShouldBeFalse();
        (await session.Link.SendAsync(fits, None)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"rxbuff":5000}""", 100)] // what the CONNECT said stays the bound
    [InlineData("{}", 100)]
    [InlineData("""{"rxbuff":90}""", 90)]
    public async Task A_device_of_5_says_it_in_its_connect_already(string info, int bytes)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.LogInAsync(FakeDoor.Known, properties: Property.Of(PropertyId.MaximumPacketSize, 100));
        await client.SubscribeAsync("downlink/#");
        await client.PublishAsync("info/mcu", info);
        var session = host.Door.Sessions.Single();
        // 2 bytes of fixed header, 2 of length, 16 of topic and 1 of properties.
        var fits = new DeviceCommand.WritePin(new VirtualPin(5), new string('x', bytes - 21));
        var larger = new DeviceCommand.WritePin(new VirtualPin(5), new string('x', bytes - 20));

        (await session.Link.SendAsync(larger, None)).ShouldBeFalse();
        (await session.Link.SendAsync(fits, None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_watcher_sees_messages_in_words_and_no_secrets()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Traffic.Watched = true;
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        await client.PublishAsync("ds/Temperature", "21.5");
        await client.PublishAsync("meta/Wi-Fi password", "hunter2");
        await client.PingPongAsync();
        await session.Link.SendAsync(new DeviceCommand.WritePin(new VirtualPin(4), "23"), None);
        await client.ReadMessageAsync();

        host.Traffic.Words.ShouldBe([
            "> login: from 127.0.0.1",
            "> subscribe: downlink/#",
            """> publish: info/mcu = {"tmpl":"TMPL00AABBCC"}""",
            "> publish: ds/Temperature = 21.5",
            "> publish: meta/Wi-Fi password = (hidden)",
            "< publish: downlink/ds/Temperature = 23",
        ]);
        host.Traffic.Lines.ShouldAllBe(line => line.Protocol == "mqtt");
    }
}
