using System.Buffers;
using Firstlight.Protocol.Mqtt.V311;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>The answer to a CONNECT.</summary>
/// <param name="Reason">Why; 3.1.1 says it in fewer words, see <see cref="ReturnCode"/>.</param>
/// <param name="SessionPresent">There was something left of an earlier connection.</param>
/// <param name="Properties">5.0.</param>
public readonly record struct ConnAckPacket(
    ReasonCode Reason,
    bool SessionPresent = false,
    Properties Properties = default
)
{
    /// <summary>The reason in the words of 3.1.1.</summary>
    public ConnectReturnCode ReturnCode =>
        Reason switch
        {
            ReasonCode.Success => ConnectReturnCode.Accepted,
            ReasonCode.UnsupportedProtocolVersion => ConnectReturnCode.UnacceptableProtocolVersion,
            ReasonCode.ClientIdentifierNotValid => ConnectReturnCode.IdentifierRejected,
            ReasonCode.BadUserNameOrPassword => ConnectReturnCode.BadUserNameOrPassword,
            ReasonCode.NotAuthorized or ReasonCode.Banned => ConnectReturnCode.NotAuthorized,
            _ => ConnectReturnCode.ServerUnavailable,
        };

    /// <summary>Reads it; false with what is wrong.</summary>
    public static bool TryRead(
        in Packet packet,
        MqttVersion version,
        out ConnAckPacket ack,
        out MqttViolation violation
    )
    {
        var fields = new FieldReader(packet.Body);
        var flags = fields.ReadByte("flags");
        if (flags > 1)
            fields.Fail(MqttViolation.Malformed("Reserved flags of a CONNACK are set."));
        var reason = version is MqttVersion.V5 ? ReasonCodes.Read(ref fields, packet.Type) : ReadReturnCode(ref fields);
        var properties = fields.ReadProperties(version, PropertyPlaces.ConnAck);
        fields.End(packet.Type);
        violation = fields.Violation.GetValueOrDefault();
        ack = fields.Failed ? default : new ConnAckPacket(reason, flags == 1, properties);
        return !fields.Failed;
    }

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var bodyBytes = 2 + FieldWriter.PropertyBytes(version, Properties);
        FieldWriter.WriteHeader(output, PacketType.ConnAck, 0, bodyBytes);
        FieldWriter.WriteByte(output, SessionPresent ? (byte)1 : (byte)0);
        FieldWriter.WriteByte(output, version is MqttVersion.V5 ? (byte)Reason : (byte)ReturnCode);
        FieldWriter.WriteProperties(output, version, Properties);
    }

    private static ReasonCode ReadReturnCode(ref FieldReader fields)
    {
        switch ((ConnectReturnCode)fields.ReadByte("return code"))
        {
            case ConnectReturnCode.Accepted:
                return ReasonCode.Success;
            case ConnectReturnCode.UnacceptableProtocolVersion:
                return ReasonCode.UnsupportedProtocolVersion;
            case ConnectReturnCode.IdentifierRejected:
                return ReasonCode.ClientIdentifierNotValid;
            case ConnectReturnCode.ServerUnavailable:
                return ReasonCode.ServerUnavailable;
            case ConnectReturnCode.BadUserNameOrPassword:
                return ReasonCode.BadUserNameOrPassword;
            case ConnectReturnCode.NotAuthorized:
                return ReasonCode.NotAuthorized;
            case var unknown:
                fields.Fail(MqttViolation.Protocol($"There is no return code {(byte)unknown}."));
                return default;
        }
    }
}
