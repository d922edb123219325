namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>Why, in 5.0 (§2.4). The standard's numbers: they never move. From 0x80 on something failed.</summary>
public enum ReasonCode : byte
{
    /// <summary>Done; also "granted QoS 0" and "normal disconnection".</summary>
    Success = 0x00,

    /// <summary>SUBACK.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>SUBACK.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>DISCONNECT of a client that wants its will sent all the same.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>Taken; nobody listens.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBACK.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>AUTH.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>AUTH.</summary>
    ReAuthenticate = 0x19,

    /// <summary>Failed, and no more is said.</summary>
    UnspecifiedError = 0x80,

    /// <summary>Bytes that are no packet.</summary>
    MalformedPacket = 0x81,

    /// <summary>A packet that is not due here.</summary>
    ProtocolError = 0x82,

    /// <summary>Not taken by this server.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>This version is not spoken here.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client id is not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>Wrong user name, or a token that does not exist or is revoked.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Known, but not allowed.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server has trouble of its own; come back later.</summary>
    ServerUnavailable = 0x88,

    /// <summary>Come back later.</summary>
    ServerBusy = 0x89,

    /// <summary>Barred.</summary>
    Banned = 0x8A,

    /// <summary>The server stops.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>Authentication is by user name and password here.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Silent for 1.5 times the keep-alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>A newer connection has the same token.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>A filter that is not allowed here.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>A topic that is not known here.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The id belongs to another message still.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The id belongs to no message.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More messages under way than were allowed.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>Aliases were not offered.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>Larger than was allowed.</summary>
    PacketTooLarge = 0x95,

    /// <summary>Too many messages for too long.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>Over a limit.</summary>
    QuotaExceeded = 0x97,

    /// <summary>Ended by a person's decision, such as a revoked token.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not what the topic takes.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>Nothing is retained here.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>More QoS than was offered.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Another server for good.</summary>
    ServerMoved = 0x9D,

    /// <summary>Not offered.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections at once.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>Connected for as long as was allowed.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Not offered.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Not offered.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
