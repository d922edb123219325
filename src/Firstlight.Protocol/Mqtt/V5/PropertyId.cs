namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>Properties of 5.0 (§2.2.2.2). The standard's numbers: they never move.</summary>
public enum PropertyId : byte
{
    /// <summary>1: the payload is UTF-8.</summary>
    PayloadFormatIndicator = 0x01,

    /// <summary>Seconds.</summary>
    MessageExpiryInterval = 0x02,

    /// <summary>What the payload is.</summary>
    ContentType = 0x03,

    /// <summary>Where an answer should go.</summary>
    ResponseTopic = 0x08,

    /// <summary>Which question an answer belongs to.</summary>
    CorrelationData = 0x09,

    /// <summary>A number for a subscription.</summary>
    SubscriptionIdentifier = 0x0B,

    /// <summary>Seconds for which a session outlives its connection.</summary>
    SessionExpiryInterval = 0x11,

    /// <summary>The id that the server gave.</summary>
    AssignedClientIdentifier = 0x12,

    /// <summary>The keep-alive to use instead.</summary>
    ServerKeepAlive = 0x13,

    /// <summary>Extended authentication.</summary>
    AuthenticationMethod = 0x15,

    /// <summary>Extended authentication.</summary>
    AuthenticationData = 0x16,

    /// <summary>0: reasons in words are not wanted.</summary>
    RequestProblemInformation = 0x17,

    /// <summary>Seconds.</summary>
    WillDelayInterval = 0x18,

    /// <summary>1: response information is wanted.</summary>
    RequestResponseInformation = 0x19,

    /// <summary>Where answers may go.</summary>
    ResponseInformation = 0x1A,

    /// <summary>Another server.</summary>
    ServerReference = 0x1C,

    /// <summary>A reason in words.</summary>
    ReasonString = 0x1F,

    /// <summary>Messages that may be under way.</summary>
    ReceiveMaximum = 0x21,

    /// <summary>Aliases that may be used.</summary>
    TopicAliasMaximum = 0x22,

    /// <summary>A number instead of a topic.</summary>
    TopicAlias = 0x23,

    /// <summary>The highest QoS taken.</summary>
    MaximumQoS = 0x24,

    /// <summary>0: nothing is retained.</summary>
    RetainAvailable = 0x25,

    /// <summary>A name and a value; the only one that may repeat anywhere.</summary>
    UserProperty = 0x26,

    /// <summary>The largest packet taken.</summary>
    MaximumPacketSize = 0x27,

    /// <summary>0: no wildcards.</summary>
    WildcardSubscriptionAvailable = 0x28,

    /// <summary>0: no subscription ids.</summary>
    SubscriptionIdentifierAvailable = 0x29,

    /// <summary>0: no shared subscriptions.</summary>
    SharedSubscriptionAvailable = 0x2A,
}
