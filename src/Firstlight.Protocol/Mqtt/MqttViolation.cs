using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>The peer broke a rule: what it was, in the standard's number and in words. The connection is beyond repair.</summary>
/// <param name="Reason">For a DISCONNECT or CONNACK of 5.0.</param>
/// <param name="What">What and why, for people. Holds numbers and names of fields, never their content.</param>
public readonly record struct MqttViolation(ReasonCode Reason, string What)
{
    internal static MqttViolation Malformed(string what) => new(ReasonCode.MalformedPacket, what);

    internal static MqttViolation Protocol(string what) => new(ReasonCode.ProtocolError, what);

    /// <summary>Something was said before the CONNECT.</summary>
    public static MqttViolation Early(PacketType type) => Protocol($"A {type} came before the CONNECT.");

    internal static MqttViolation TooLarge(string what) => new(ReasonCode.PacketTooLarge, what);
}
