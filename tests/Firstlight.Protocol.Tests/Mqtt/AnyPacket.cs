using System.Buffers;
using Firstlight.Protocol.Mqtt;

namespace Firstlight.Protocol.Tests.Mqtt;

/// <summary>Every packet by its type: read as what it is, and written again.</summary>
internal static class AnyPacket
{
    /// <summary>The packet's meaning, written again; null with what is wrong.</summary>
    public static byte[]? Rewrite(in Packet packet, MqttVersion version, out MqttViolation violation)
    {
        var output = new ArrayBufferWriter<byte>();
        var read = TryRewrite(packet, version, output, out violation);
        return read ? output.WrittenSpan.ToArray() : null;
    }

    private static bool TryRewrite(
        in Packet packet,
        MqttVersion version,
        ArrayBufferWriter<byte> output,
        out MqttViolation violation
    )
    {
        switch (packet.Type)
        {
            case PacketType.Connect:
                var connect = ConnectPacket.TryRead(packet, out violation);
                connect?.Write(output);
                return connect is not null;
            case PacketType.ConnAck:
                if (!ConnAckPacket.TryRead(packet, version, out var connAck, out violation))
                    return false;
                connAck.Write(output, version);
                return true;
            case PacketType.Publish:
                if (!PublishPacket.TryRead(packet, version, out var publish, out violation))
                    return false;
                publish.Write(output, version);
                return true;
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                if (!AckPacket.TryRead(packet, version, out var ack, out violation))
                    return false;
                ack.Write(output, version);
                return true;
            case PacketType.Subscribe:
                if (!SubscribePacket.TryRead(packet, version, out var subscribe, out violation))
                    return false;
                subscribe!.Write(output, version);
                return true;
            case PacketType.Unsubscribe:
                if (!UnsubscribePacket.TryRead(packet, version, out var unsubscribe, out violation))
                    return false;
                unsubscribe!.Write(output, version);
                return true;
            case PacketType.SubAck or PacketType.UnsubAck:
                if (!SubAckPacket.TryRead(packet, version, out var subAck, out violation))
                    return false;
                subAck!.Write(output, version);
                return true;
            case PacketType.PingReq or PacketType.PingResp:
                violation = PingPackets.Check(packet).GetValueOrDefault();
                if (!packet.Body.IsEmpty)
                    return false;
                if (packet.Type is PacketType.PingReq)
                    PingPackets.WriteRequest(output);
                else
                    PingPackets.WriteResponse(output);
                return true;
            default:
                if (!DisconnectPacket.TryRead(packet, version, out var disconnect, out violation))
                    return false;
                disconnect.Write(output, version);
                return true;
        }
    }
}
