using System.Text;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>
/// Answers that a device is owed. They go out when nothing more has arrived, after one wait for the disk: an answer means
/// "stored", and many messages that came together share a commit.
/// </summary>
/// <param name="saved">Ends when everything taken so far is on disk.</param>
internal sealed class Acknowledgements(MqttLink link, Func<CancellationToken, ValueTask> saved)
{
    /// <summary>Answers kept before they go out in any case.</summary>
    private const int OwedMax = 64;

    /// <summary>Messages of QoS 2 whose ids are remembered; announced to devices of 5.0 as the receive maximum.</summary>
    public const int ExactlyOnceMax = 64;

    /// <summary>More than there is in an acknowledgement beside its words.</summary>
    private const int BytesBesideWords = 20;

    private readonly List<AckPacket> _owed = [];
    private HashSet<ushort>? _exactlyOnce;
    private bool _stores;

    public bool AreMany => _owed.Count >= OwedMax;

    /// <summary>True for a message of QoS 2 that came before and was taken.</summary>
    public bool WasTaken(in PublishPacket publish) =>
        publish.QoS is QualityOfService.ExactlyOnce && _exactlyOnce?.Contains(publish.PacketId) is true;

    /// <summary>False when the device sends more messages of QoS 2 than it may.</summary>
    public bool HasRoomFor(in PublishPacket publish) =>
        publish.QoS is not QualityOfService.ExactlyOnce || _exactlyOnce is null || _exactlyOnce.Count < ExactlyOnceMax;

    /// <summary>The message was handled, well or not.</summary>
    public void Owe(in PublishPacket publish, ReasonCode reason, string? why)
    {
        if (publish.QoS is QualityOfService.AtMostOnce)
            return;
        var failed = reason >= ReasonCode.UnspecifiedError;
        if (publish.QoS is QualityOfService.ExactlyOnce && !(failed && link.Version is MqttVersion.V5))
            (_exactlyOnce ??= []).Add(publish.PacketId);
        var type = publish.QoS is QualityOfService.ExactlyOnce ? PacketType.PubRec : PacketType.PubAck;
        _owed.Add(new AckPacket(type, publish.PacketId, reason, InWords(why)));
        _stores = true;
    }

    /// <summary>The device has heard that its message of QoS 2 was taken: its id is free again.</summary>
    public void Release(ushort packetId)
    {
        var known = _exactlyOnce?.Remove(packetId) is true;
        var reason = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
        _owed.Add(new AckPacket(PacketType.PubComp, packetId, reason));
    }

    /// <summary>Sends what is owed, in order, when everything before it is on disk.</summary>
    public async ValueTask SettleAsync(CancellationToken cancellation)
    {
        if (_owed.Count == 0)
            return;
        if (_stores)
            await saved(cancellation);
        await link.AcknowledgeAsync(_owed);
        _owed.Clear();
        _stores = false;
    }

    private Properties InWords(string? why) =>
        why is not null
        && link is { Version: MqttVersion.V5, WantsReasons: true }
        && Encoding.UTF8.GetByteCount(why) <= link.ReceiveBytesMax - BytesBesideWords
            ? Properties.Of(Property.Of(PropertyId.ReasonString, why))
            : default;
}
