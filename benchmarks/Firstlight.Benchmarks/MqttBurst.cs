using System.Buffers;
using Firstlight.Protocol.Mqtt;

namespace Firstlight.Benchmarks;

/// <summary>A thousand messages as a busy MQTT device sends them, and the work on them.</summary>
public sealed class MqttBurst
{
    /// <summary>Packets in the burst.</summary>
    public const int Packets = 1_000;

    private const string Topic = "ds/Temperature";
    private const string Value = "21.500";

    private readonly ReadOnlySequence<byte> _bytes;
    private readonly ArrayBufferWriter<byte> _output = new(64 * Packets);

    /// <summary>Composes the burst.</summary>
    public MqttBurst()
    {
        var output = new ArrayBufferWriter<byte>();
        for (ushort id = 1; id <= Packets; id++)
            PublishPacket.Write(output, MqttVersion.V5, Topic, Value, QualityOfService.AtLeastOnce, id);
        _bytes = new ReadOnlySequence<byte>(output.WrittenSpan.ToArray());
    }

    /// <summary>Header, topic, properties and payload of each; a sum, so that nothing is optimised away.</summary>
    public long Read()
    {
        var input = _bytes;
        var sum = 0L;
        while (PacketReader.Read(ref input, MqttLimits.MessageBytesMax, out var packet, out _) is ReadOutcome.Packet)
        {
            if (PublishPacket.TryRead(packet, MqttVersion.V5, out var message, out _))
                sum += message.PacketId + message.Topic.Length + message.Payload.Length;
        }

        return sum;
    }

    /// <summary>A thousand messages to devices, each with the acknowledgement of one of theirs.</summary>
    public int Write()
    {
        _output.ResetWrittenCount();
        for (ushort id = 1; id <= Packets; id++)
        {
            PublishPacket.Write(_output, MqttVersion.V5, Topic, Value, QualityOfService.AtLeastOnce, id);
            new AckPacket(PacketType.PubAck, id).Write(_output, MqttVersion.V5);
        }

        return _output.WrittenCount;
    }
}
