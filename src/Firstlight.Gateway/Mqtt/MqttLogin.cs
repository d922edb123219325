using System.Buffers;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;

namespace Firstlight.Gateway.Mqtt;

/// <summary>The first packet of a link.</summary>
/// <param name="Level">The protocol level of the client; null when it is no MQTT and gets no answer.</param>
/// <param name="Connect">The CONNECT, when it is a legal one.</param>
/// <param name="Violation">What is wrong with it.</param>
internal readonly record struct MqttLogin(byte? Level, ConnectPacket? Connect, MqttViolation? Violation)
{
    /// <summary>Reads it; all null when the caller left.</summary>
    public static async ValueTask<MqttLogin> ReadAsync(Wire wire, LinkServices services)
    {
        while (true)
        {
            var unread = wire.Input.Unread;
            switch (PacketReader.Read(ref unread, MqttLimits.ConnectBytesMax, out var packet, out var violation))
            {
                case ReadOutcome.Packet:
                    services.Metrics.Received(frames: 1);
                    var login = Read(packet);
                    wire.Input.KeepOnly(unread);
                    return login;
                case ReadOutcome.Violation:
                    return new MqttLogin(null, null, violation);
            }

            if (!await wire.Input.FillAsync(wire.Ended))
                return default;
        }
    }

    private static MqttLogin Read(in Packet packet)
    {
        if (packet.Type is not PacketType.Connect)
            return new MqttLogin(null, null, MqttViolation.Early(packet.Type));
        var connect = ConnectPacket.TryRead(packet, out var violation);
        return new MqttLogin(ConnectPacket.FindLevel(packet), connect, connect is null ? violation : null);
    }
}
