using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>What devices publish.</summary>
public sealed class UplinkTests
{
    [Theory]
    [InlineData("ds/Temperature", "21.5", 4, "21.5")]
    [InlineData("ds/V4", "21.5", 4, "21.5")]
    [InlineData("ds/Switch", "true", 0, "1")]
    [InlineData("ds/Place", "24.03\049.84", 7, "24.03\049.84")]
    [InlineData("ds/Mode", "", 5, "")]
    [InlineData("batch_ds", """{"Temperature":2.75}""", 4, "2.75")]
    [InlineData("batch_ds", """{"Place":[24.03,49.84]}""", 7, "24.03\049.84")]
    [InlineData("batch_ds", """{"Switch":true}""", 0, "1")]
    [InlineData("batch_ds", """{"Mode":"a \"b\" é"}""", 5, "a \"b\" é")]
    public async Task A_value_is_written(string topic, string payload, byte pin, string value)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        var id = await client.PublishAsync(topic, payload, QualityOfService.AtLeastOnce);
        await client.ReadAckAsync(PacketType.PubAck, id);

        var write = session.Writes.ShouldHaveSingleItem();
        (write.Pin, write.Value).ShouldBe((new VirtualPin(pin), value));
    }

    [Theory]
    [InlineData("event/hot", "T=91", "event hot|T=91")]
    [InlineData("event/hot", "", "event hot|")]
    [InlineData("meta/Serial Number", "SN-7", "meta Serial Number=SN-7")]
    [InlineData("ds/Temperature/prop/color", "E4F6F7", "property V4 color=E4F6F7")]
    [InlineData("ds/Temperature/erase", "", "erase V4")]
    [InlineData("ds/Temperature/prop/color/erase", "", "erase V4 color")]
    public async Task Something_else_is_told(string topic, string payload, string call)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        var id = await client.PublishAsync(topic, payload, QualityOfService.AtLeastOnce);
        await client.ReadAckAsync(PacketType.PubAck, id);

        session.Calls.ShouldBe([call, "saved"]);
    }

    [Theory]
    [InlineData(QualityOfService.AtLeastOnce, PacketType.PubAck)]
    [InlineData(QualityOfService.ExactlyOnce, PacketType.PubRec)]
    public async Task An_acknowledgement_waits_for_the_disk(QualityOfService qos, PacketType answer)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        host.Door.SaveGate = new TaskCompletionSource();

        var first = await client.PublishAsync("ds/Temperature", "1", qos);
        var second = await client.PublishAsync("ds/Temperature", "2", qos);
        await GatewayHost.UntilAsync(() => !session.Writes.IsEmpty, "it is written");
        ((System.Net.Sockets.NetworkStream)client.Stream).Socket.Available.ShouldBe(0);

        host.Door.SaveGate.SetResult();
        await client.ReadAckAsync(answer, first);
        await client.ReadAckAsync(answer, second);
    }

    [Fact]
    public async Task Messages_that_came_together_wait_for_the_disk_once()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        await client.SendAsync(output =>
        {
            for (ushort id = 1; id <= 20; id++)
                PublishPacket.Write(
                    output,
                    MqttVersion.V311,
                    "ds/Temperature",
                    $"{id}",
                    QualityOfService.AtLeastOnce,
                    id
                );
        });

        for (ushort id = 1; id <= 20; id++)
            await client.ReadAckAsync(PacketType.PubAck, id);
        session.Writes.Count.ShouldBe(20);
        session.Calls.Count(call => call == "saved").ShouldBeLessThan(3);
    }

    [Fact]
    public async Task A_store_that_goes_away_acknowledges_nothing_and_ends_the_link()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;
        host.Door.Fault = new StorageUnavailableException("disk full");

        await client.PublishAsync("ds/Temperature", "1", QualityOfService.AtLeastOnce);

        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ServerUnavailable);
        await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
    }

    [Fact]
    public async Task A_message_of_qos_2_is_taken_once_however_often_it_comes()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        for (var times = 0; times < 3; times++)
        {
            await client.SendHexAsync("34 13 00 0e 64 73 2f 54 65 6d 70 65 72 61 74 75 72 65 00 07 31");
            await client.ReadAckAsync(PacketType.PubRec, 7);
        }

        session.Writes.Count.ShouldBe(1);
        await client.SendHexAsync("62 02 00 07");
        await client.ReadAckAsync(PacketType.PubComp, 7);
        await client.SendHexAsync("34 13 00 0e 64 73 2f 54 65 6d 70 65 72 61 74 75 72 65 00 07 32");
        await client.ReadAckAsync(PacketType.PubRec, 7);
        session.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task More_messages_of_qos_2_under_way_than_were_offered_end_the_link()
    {
        await using var host = await GatewayHost.StartAsync(options => options.FloodLimit = null);
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        for (ushort id = 1; id <= 64; id++)
        {
            await client.PublishAsync("ds/Temperature", $"{id}", QualityOfService.ExactlyOnce);
            await client.ReadAckAsync(PacketType.PubRec, (ushort)(id + 1)); // the subscription had id 1
        }

        await client.PublishAsync("ds/Temperature", "65", QualityOfService.ExactlyOnce);
        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.ReceiveMaximumExceeded);
        session.Writes.Count.ShouldBe(64);
    }

    [Theory]
    [InlineData("ds/Nothing", "1", ReasonCode.TopicNameInvalid, "There is no datastream \"Nothing\"")]
    [InlineData("ds/Switch", "warm", ReasonCode.PayloadFormatInvalid, "does not fit the type")]
    [InlineData("batch_ds", "[1]", ReasonCode.PayloadFormatInvalid, "no JSON object")]
    [InlineData("batch_ds", "{", ReasonCode.PayloadFormatInvalid, "no JSON object")]
    [InlineData("batch_ds", """{"Nothing":1}""", ReasonCode.TopicNameInvalid, "There is no datastream")]
    [InlineData("batch_ds", """{"Mode":{"a":1}}""", ReasonCode.PayloadFormatInvalid, "cannot be read")]
    [InlineData("ds/Temperature/timestamped_batch", "7", ReasonCode.PayloadFormatInvalid, "no JSON list")]
    [InlineData("ds/Temperature/timestamped_batch", "[[1,2]]", ReasonCode.PayloadFormatInvalid, "1 of 1 points")]
    [InlineData("ds/Temperature/prop/wings", "1", ReasonCode.TopicNameInvalid, "no property")]
    [InlineData("ds/Nonsense/erase", "", ReasonCode.TopicNameInvalid, "Nonsense")]
    [InlineData("ds/Temperature/prop/nonsense/erase", "", ReasonCode.TopicNameInvalid, "nonsense")]
    [InlineData("ds/Temperature/erase/all", "", ReasonCode.TopicNameInvalid, "no such topic")]
    [InlineData("event/too-often", "", ReasonCode.QuotaExceeded, "dropped")]
    [InlineData("meta/Locked", "x", ReasonCode.NotAuthorized, "may not set")]
    [InlineData("get/ds", "Nothing", ReasonCode.PayloadFormatInvalid, "There is no datastream")]
    [InlineData("get/meta", "Nothing", ReasonCode.PayloadFormatInvalid, "no metadata field")]
    [InlineData("info/mcu", "tmpl", ReasonCode.PayloadFormatInvalid, "no JSON object")]
    [InlineData("info/mcu", "7", ReasonCode.PayloadFormatInvalid, "no JSON object")]
    [InlineData("some/where", "1", ReasonCode.TopicNameInvalid, "There is no such topic")]
    [InlineData("downlink/ds/Switch", "1", ReasonCode.TopicNameInvalid, "There is no such topic")]
    public async Task What_is_wrong_is_said_and_the_link_stays(
        string topic,
        string payload,
        ReasonCode reason,
        string words
    )
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        var id = await client.PublishAsync(topic, payload, QualityOfService.AtLeastOnce);

        (await client.ReadMessageAsync()).ShouldStartWith($"downlink/diag = {topic}: ");
        var ack = await client.ReadAckAsync(PacketType.PubAck, id);
        ack.Reason.ShouldBe(reason);
        ack.Properties.FindText(PropertyId.ReasonString).ShouldNotBeNull().ShouldContain(words);
        session.Writes.ShouldBeEmpty();
        await client.PingPongAsync();
    }

    [Fact]
    public async Task A_bad_value_of_a_batch_is_passed_over_and_the_rest_is_taken()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;

        await client.PublishAsync("batch_ds", """{"Switch":"warm","Temperature":3,"Nothing":1,"Mode":null}""");

        (await client.ReadMessageAsync()).ShouldContain("Some values were passed over.");
        session.Writes.ShouldHaveSingleItem().Value.ShouldBe("3");
    }

    [Fact]
    public async Task Points_of_history_keep_their_times()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync();
        await using var _ = client;
        var at = host.Time.GetUtcNow().AddDays(-1);
        var (first, second) = (at.ToUnixTimeMilliseconds(), at.AddMinutes(1).ToUnixTimeMilliseconds());

        await client.PublishAsync("ds/Temperature/timestamped_batch", $"[[{first},2.71],[{second},2.75]]");
        await client.PingPongAsync();

        session
            .Writes.Select(write => (write.Value, write.At!.Value.ToUnixTimeMilliseconds()))
            .ShouldBe([("2.71", first), ("2.75", second)]);
    }

    [Fact]
    public async Task Info_says_what_the_device_is()
    {
        await using var host = await GatewayHost.StartAsync();
        var info = """
            { "tmpl": "TMPL00AABBCC", "ver": "1.4.2", "build": "Feb 11 2026 09:30:00", "type": "TMPL00AABBCC",
              "rxbuff": 512, "more": [1] }
            """;
        var (client, session) = await host.LogInMqttAsync(keepAlive: 30, info: info);
        await using var _ = client;

        session
            .Reports.ShouldHaveSingleItem()
            .ShouldBe(
                new Devices.HardwareReport
                {
                    TemplateId = "TMPL00AABBCC",
                    FirmwareVersion = "1.4.2",
                    FirmwareType = "TMPL00AABBCC",
                    Build = "Feb 11 2026 09:30:00",
                    ReceiveBytesMax = 512,
                    Heartbeat = TimeSpan.FromSeconds(30),
                }
            );
    }

    [Theory]
    [InlineData(ReportResult.WrongTemplate)]
    [InlineData(ReportResult.Refused)]
    public async Task A_report_that_is_refused_is_explained_and_ends_the_link(ReportResult result)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.ReportResult = result;
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.LogInAsync(FakeDoor.Pending);

        await client.PublishAsync("info/mcu", """{"tmpl":"TMPLwrong"}""");

        (await client.ReadMessageAsync()).ShouldStartWith("downlink/diag = info/mcu: ");
        (await client.ReadDisconnectAsync()).ShouldBe(ReasonCode.NotAuthorized);
    }

    [Fact]
    public async Task A_device_that_is_not_activated_yet_hears_what_to_do()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectMqttAsync(MqttVersion.V5);
        await client.LogInAsync(FakeDoor.Pending);

        var id = await client.PublishAsync("ds/Temperature", "1", QualityOfService.AtLeastOnce);
        (await client.ReadMessageAsync()).ShouldContain("not activated yet");
        (await client.ReadAckAsync(PacketType.PubAck, id)).Reason.ShouldBe(ReasonCode.NotAuthorized);

        await client.PublishAsync("info/mcu", """{"tmpl":"TMPL00AABBCC"}""");
        id = await client.PublishAsync("ds/Temperature", "1", QualityOfService.AtLeastOnce);
        (await client.ReadAckAsync(PacketType.PubAck, id)).Reason.ShouldBe(ReasonCode.Success);
    }

    [Theory]
    [InlineData("30 06 00 03 61 23 62 00", ReasonCode.TopicNameInvalid)]
    [InlineData("30 81 80 02", ReasonCode.PacketTooLarge)]
    [InlineData("36 00", ReasonCode.MalformedPacket)]
    [InlineData("30 09 00 03 61 2f 62 03 23 00 01", ReasonCode.TopicAliasInvalid)]
    [InlineData("30 09 00 03 61 2f 62 02 0b 01 31", ReasonCode.ProtocolError)]
    [InlineData("40 02 00 09", ReasonCode.ProtocolError)]
    [InlineData("d0 00", ReasonCode.ProtocolError)]
    [InlineData("f0 00", ReasonCode.ProtocolError)]
    [InlineData("82 08 00 01 02 0b 07 00 01 61 00", ReasonCode.MalformedPacket)]
    [InlineData("82 09 00 01 02 0b 07 00 01 61 00", ReasonCode.SubscriptionIdentifiersNotSupported)]
    public async Task What_breaks_the_protocol_ends_the_link_with_its_reason(string hex, ReasonCode reason)
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInMqttAsync(MqttVersion.V5);
        await using var _ = client;

        await client.SendHexAsync(hex);

        (await client.ReadDisconnectAsync()).ShouldBe(reason);
        await host.AdvanceUntilAsync(() => session.Disposed, "the session is given back");
        host.Logs.Lines.ShouldContain(line => line.Id == 7204);
    }
}
