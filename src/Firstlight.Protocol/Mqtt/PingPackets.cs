using System.Buffers;

namespace Firstlight.Protocol.Mqtt;

/// <summary>PINGREQ and PINGRESP, which have no body.</summary>
public static class PingPackets
{
    /// <summary>What is wrong with a packet that must be empty; null for nothing.</summary>
    public static MqttViolation? Check(in Packet packet) =>
        packet.Body.IsEmpty ? null : MqttViolation.Malformed($"A {packet.Type} has a body.");

    /// <summary>A client's life sign.</summary>
    public static void WriteRequest(IBufferWriter<byte> output) =>
        FieldWriter.WriteHeader(output, PacketType.PingReq, 0, 0);

    /// <summary>The answer to it.</summary>
    public static void WriteResponse(IBufferWriter<byte> output) =>
        FieldWriter.WriteHeader(output, PacketType.PingResp, 0, 0);
}
