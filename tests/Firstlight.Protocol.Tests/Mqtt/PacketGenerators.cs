using System.Buffers;
using System.Text;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using FsCheck;
using FsCheck.Fluent;
using Property = Firstlight.Protocol.Mqtt.V5.Property;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>Legal packets of every type, as bytes.</summary>
internal static class PacketGenerators
{
    private static readonly Gen<string> Words = Gen.Elements(
        "a",
        "ds/Set Temperature",
        "é/漢",
        "𝄞",
        "x y/z",
        "\uFEFFb"
    );
    private static readonly Gen<ushort> Ids = Gen.Choose(1, ushort.MaxValue).Select(id => (ushort)id);
    private static readonly Gen<bool> Coins = Gen.Elements(true, false);
    private static readonly Gen<QualityOfService> Qualities = Gen.Elements(Enum.GetValues<QualityOfService>());
    private static readonly Gen<byte[]> Payloads = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    public static Gen<byte[]> Packets(MqttVersion version) =>
        Gen.OneOf(
            Connects(version),
            Publishes(version),
            Acknowledgements(version),
            Subscribes(version),
            Unsubscribes(version),
            SubAcks(version),
            ConnAcks(version),
            Ends(version),
            Gen.Elements(false, true)
                .Select(request => Bytes(request ? PingPackets.WriteRequest : PingPackets.WriteResponse))
        );

    private static Gen<byte[]> Connects(MqttVersion version) =>
        from id in Words
        from clean in Coins
        from keepAlive in Gen.Choose(0, ushort.MaxValue)
        from user in Gen.OneOf(Words.Select(word => (string?)word), Gen.Constant<string?>(null))
        from password in Payloads
        from hasWill in Coins
        from will in Wills(version)
        from properties in Some(version, PropertyPlaces.Connect)
        select Bytes(output =>
            new ConnectPacket
            {
                Version = version,
                ClientId = id,
                CleanStart = clean,
                KeepAliveSeconds = (ushort)keepAlive,
                UserName = user,
                Password = user is null ? null : password,
                Will = hasWill ? will : null,
                Properties = properties,
            }.Write(output)
        );

    private static Gen<WillMessage> Wills(MqttVersion version) =>
        from topic in Words
        from payload in Payloads
        from qos in Qualities
        from retain in Coins
        from properties in Some(version, PropertyPlaces.Will)
        select new WillMessage(topic, payload, qos, retain, properties);

    private static Gen<byte[]> Publishes(MqttVersion version) =>
        from topic in Words
        from payload in Payloads
        from qos in Qualities
        from again in Coins
        from retain in Coins
        from id in Ids
        from properties in Some(version, PropertyPlaces.Publish)
        select Bytes(output =>
            new PublishPacket
            {
                Topic = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(topic)),
                Payload = new ReadOnlySequence<byte>(payload),
                QoS = qos,
                Duplicate = again && qos > QualityOfService.AtMostOnce,
                Retain = retain,
                PacketId = qos > QualityOfService.AtMostOnce ? id : (ushort)0,
                Properties = properties,
            }.Write(output, version)
        );

    private static Gen<byte[]> Acknowledgements(MqttVersion version) =>
        from type in Gen.Elements(PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp)
        from id in Ids
        from reason in Reasons(version, type)
        from properties in Some(version, (PropertyPlaces)(1 << (int)type))
        select Bytes(output => new AckPacket(type, id, reason, properties).Write(output, version));

    private static Gen<byte[]> Subscribes(MqttVersion version) =>
        from id in Ids
        from wishes in Wishes(version).NonEmptyListOf()
        from properties in Some(version, PropertyPlaces.Subscribe)
        select Bytes(output =>
            new SubscribePacket(id, [.. wishes.Take(MqttLimits.FiltersMax)], properties).Write(output, version)
        );

    private static Gen<SubscriptionWish> Wishes(MqttVersion version) =>
        from filter in Words
        from qos in Qualities
        from first in Coins
        from second in Coins
        from handling in Gen.Choose(0, 2)
        select version is MqttVersion.V5
            ? new SubscriptionWish(filter, qos, first, second, (byte)handling)
            : new SubscriptionWish(filter, qos);

    private static Gen<byte[]> Unsubscribes(MqttVersion version) =>
        from id in Ids
        from filters in Words.NonEmptyListOf()
        from properties in Some(version, PropertyPlaces.Unsubscribe)
        select Bytes(output =>
            new UnsubscribePacket(id, [.. filters.Take(MqttLimits.FiltersMax)], properties).Write(output, version)
        );

    private static Gen<byte[]> SubAcks(MqttVersion version) =>
        from type in Gen.Elements(PacketType.SubAck, PacketType.UnsubAck)
        from id in Ids
        from reasons in SubAckReasons(version, type).NonEmptyListOf()
        from properties in Some(version, (PropertyPlaces)(1 << (int)type))
        select Bytes(output =>
            new SubAckPacket(type, id, [.. reasons.Take(MqttLimits.FiltersMax)], properties).Write(output, version)
        );

    private static Gen<ReasonCode> SubAckReasons(MqttVersion version, PacketType type) =>
        version is MqttVersion.V5
            ? Reasons(version, type)
            : Gen.Elements(ReasonCode.Success, ReasonCode.GrantedQoS1, ReasonCode.UnspecifiedError);

    private static Gen<byte[]> ConnAcks(MqttVersion version) =>
        from present in Coins
        from reason in version is MqttVersion.V5
            ? Reasons(version, PacketType.ConnAck)
            : Gen.Elements(ReasonCode.Success, ReasonCode.BadUserNameOrPassword, ReasonCode.ServerUnavailable)
        from properties in Some(version, PropertyPlaces.ConnAck)
        select Bytes(output => new ConnAckPacket(reason, present, properties).Write(output, version));

    private static Gen<byte[]> Ends(MqttVersion version) =>
        from type in version is MqttVersion.V5
            ? Gen.Elements(PacketType.Disconnect, PacketType.Auth)
            : Gen.Constant(PacketType.Disconnect)
        from reason in Reasons(version, type)
        from properties in Some(version, (PropertyPlaces)(1 << (int)type))
        select Bytes(output => new DisconnectPacket(type, reason, properties).Write(output, version));

    private static Gen<ReasonCode> Reasons(MqttVersion version, PacketType type) =>
        version is MqttVersion.V5
            ? Gen.Elements(Enum.GetValues<ReasonCode>().Where(reason => ReasonCodes.MaySay(type, reason)).ToArray())
            : Gen.Constant(ReasonCode.Success);

    /// <summary>Any of the properties that may stand there, each once, and user properties twice.</summary>
    private static Gen<Properties> Some(MqttVersion version, PropertyPlaces place)
    {
        if (version is not MqttVersion.V5)
            return Gen.Constant(default(Properties));
        var fitting = Enum.GetValues<PropertyId>()
            .Where(id => PropertyRules.Of(id).Places.HasFlag(place))
            .Append(PropertyId.UserProperty)
            .ToArray();
        return from chosen in Gen.SubListOf(fitting)
            from number in Gen.Choose(1, ushort.MaxValue)
            from word in Words
            select Properties.Of([.. chosen.Select(id => Make(id, (uint)number, word))]);
    }

    private static Property Make(PropertyId id, uint number, string word) =>
        PropertyRules.Of(id).Kind switch
        {
            PropertyKind.Byte => Property.Of(id, number & 1),
            PropertyKind.TwoBytes or PropertyKind.FourBytes or PropertyKind.VariableInteger => Property.Of(id, number),
            PropertyKind.Pair => Property.User(word, word),
            _ => Property.Of(id, word),
        };

    private static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
