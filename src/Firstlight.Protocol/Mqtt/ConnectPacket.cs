using System.Buffers;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Protocol.Mqtt;

/// <summary>A client asks to come in. Holds a secret, so it is no record, which would print it.</summary>
public sealed class ConnectPacket
{
    internal const int UserNameFlag = 0b1000_0000;
    internal const int PasswordFlag = 0b0100_0000;
    internal const int WillRetainFlag = 0b0010_0000;
    internal const int WillFlag = 0b0000_0100;
    internal const int CleanStartFlag = 0b0000_0010;
    internal const int WillQoSShift = 3;

    /// <summary>What it speaks.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>Its id; may be empty.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Nothing of an earlier connection is wanted.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>Seconds between life signs; 0 for none.</summary>
    public ushort KeepAliveSeconds { get; init; }

    /// <summary>Who it says it is.</summary>
    public string? UserName { get; init; }

    /// <summary>Its proof, bytes that belong to this packet alone.</summary>
    public byte[]? Password { get; init; }

    /// <summary>What is to be published when it is lost.</summary>
    public WillMessage? Will { get; init; }

    /// <summary>5.0.</summary>
    public Properties Properties { get; init; }

    /// <summary>
    /// The protocol level behind a known protocol name: enough to answer in a way that the client understands. Null when
    /// the packet is no CONNECT of any MQTT.
    /// </summary>
    public static byte? FindLevel(in Packet packet)
    {
        var fields = new FieldReader(packet.Body);
        var level = ConnectReader.ReadLevel(ref fields);
        return fields.Failed ? null : level;
    }

    /// <summary>Reads it; null with what is wrong. Everything is copied: the packet outlives its buffer.</summary>
    public static ConnectPacket? TryRead(in Packet packet, out MqttViolation violation) =>
        ConnectReader.TryRead(packet, out violation);

    /// <summary>One whole packet.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var bodyBytes =
            10
            + FieldWriter.PropertyBytes(Version, Properties)
            + FieldWriter.TextBytes(ClientId)
            + (Will?.Bytes(Version) ?? 0)
            + (UserName is null ? 0 : FieldWriter.TextBytes(UserName))
            + (Password is null ? 0 : sizeof(ushort) + Password.Length);
        FieldWriter.WriteHeader(output, PacketType.Connect, 0, bodyBytes);
        FieldWriter.WriteText(output, ConnectReader.ProtocolName);
        FieldWriter.WriteByte(output, (byte)Version);
        FieldWriter.WriteByte(output, Flags());
        FieldWriter.WriteUInt16(output, KeepAliveSeconds);
        FieldWriter.WriteProperties(output, Version, Properties);
        FieldWriter.WriteText(output, ClientId);
        Will?.Write(output, Version);
        if (UserName is not null)
            FieldWriter.WriteText(output, UserName);
        if (Password is not null)
            FieldWriter.WriteBinary(output, new ReadOnlySequence<byte>(Password));
    }

    /// <summary>The version alone: neither the password nor what people put into ids and names.</summary>
    public override string ToString() => $"CONNECT {Version}";

    private byte Flags()
    {
        var flags = CleanStart ? CleanStartFlag : 0;
        if (UserName is not null)
            flags |= UserNameFlag;
        if (Password is not null)
            flags |= PasswordFlag;
        if (Will is not null)
            flags |= WillFlag | ((int)Will.QoS << WillQoSShift) | (Will.Retain ? WillRetainFlag : 0);
        return (byte)flags;
    }
}
