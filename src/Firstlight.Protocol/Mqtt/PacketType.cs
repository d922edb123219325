namespace Firstlight.Protocol.Mqtt;

/// <summary>The upper four bits of every packet's first byte. The standard's numbers: they never move.</summary>
public enum PacketType : byte
{
    /// <summary>A client asks to come in.</summary>
    Connect = 1,

    /// <summary>The answer to it.</summary>
    ConnAck = 2,

    /// <summary>A message, both ways.</summary>
    Publish = 3,

    /// <summary>QoS 1: taken.</summary>
    PubAck = 4,

    /// <summary>QoS 2, first answer: taken, and remembered by its id.</summary>
    PubRec = 5,

    /// <summary>QoS 2: the id may be forgotten.</summary>
    PubRel = 6,

    /// <summary>QoS 2: it is forgotten.</summary>
    PubComp = 7,

    /// <summary>A client asks for messages of some topics.</summary>
    Subscribe = 8,

    /// <summary>The answer, one code for each filter.</summary>
    SubAck = 9,

    /// <summary>A client wants them no more.</summary>
    Unsubscribe = 10,

    /// <summary>The answer to it.</summary>
    UnsubAck = 11,

    /// <summary>Life sign of a client.</summary>
    PingReq = 12,

    /// <summary>The answer to it.</summary>
    PingResp = 13,

    /// <summary>A clean end; of 5.0 both ways and with a reason.</summary>
    Disconnect = 14,

    /// <summary>More about who one is; 5.0 alone.</summary>
    Auth = 15,
}
