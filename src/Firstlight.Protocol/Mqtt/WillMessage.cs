using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>What a client wants published when it is lost.</summary>
/// <param name="Topic">A topic without wildcards.</param>
/// <param name="Payload">Anything.</param>
/// <param name="QoS">How surely.</param>
/// <param name="Retain">To be kept; this server keeps nothing.</param>
/// <param name="Properties">5.0.</param>
public sealed record WillMessage(
    string Topic,
    byte[] Payload,
    QualityOfService QoS = QualityOfService.AtMostOnce,
    bool Retain = false,
    Properties Properties = default
)
{
    internal int Bytes(MqttVersion version) =>
        FieldWriter.PropertyBytes(version, Properties) + FieldWriter.TextBytes(Topic) + sizeof(ushort) + Payload.Length;

    internal void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        FieldWriter.WriteProperties(output, version, Properties);
        FieldWriter.WriteText(output, Topic);
        FieldWriter.WriteBinary(output, new ReadOnlySequence<byte>(Payload));
    }
}
