namespace Firstlight.Protocol.Mqtt.V311;

/// <summary>The answer to a CONNECT of 3.1.1 (§3.2.2.3). The standard's numbers: they never move.</summary>
public enum ConnectReturnCode : byte
{
    /// <summary>Come in.</summary>
    Accepted = 0,

    /// <summary>This version is not spoken here.</summary>
    UnacceptableProtocolVersion = 1,

    /// <summary>The client id is not allowed.</summary>
    IdentifierRejected = 2,

    /// <summary>The server has trouble of its own; come back later.</summary>
    ServerUnavailable = 3,

    /// <summary>Wrong user name, or a token that does not exist or is revoked. Clients in the field stop trying on it.</summary>
    BadUserNameOrPassword = 4,

    /// <summary>Known, but not allowed.</summary>
    NotAuthorized = 5,
}
