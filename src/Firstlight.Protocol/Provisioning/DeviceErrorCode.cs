namespace Firstlight.Protocol.Provisioning;

/// <summary>Why an attempt failed, as the device keeps it in <c>last_error</c>. Numbers never move.</summary>
public enum DeviceErrorCode
{
    /// <summary>No error; written at the first successful login.</summary>
    None = 0,

    /// <summary>The configuration cannot be used or stored.</summary>
    Configuration = 700,

    /// <summary>The router did not let the device in within the time allowed.</summary>
    NetworkTimeout = 701,

    /// <summary>The cloud did not answer within the time allowed.</summary>
    CloudTimeout = 702,

    /// <summary>The cloud refused the token.</summary>
    TokenRejected = 703,

    /// <summary>Another network fault.</summary>
    NetworkGeneric = 704,

    /// <summary>Another cloud fault.</summary>
    CloudGeneric = 705,

    /// <summary>The cloud's name could not be resolved.</summary>
    CloudDns = 710,

    /// <summary>The cloud's certificate is not trusted.</summary>
    CloudTls = 711,

    /// <summary>A captive portal stands between network and cloud.</summary>
    CaptivePortal = 712,

    /// <summary>No network of that name is in the air.</summary>
    NetworkNotFound = 720,

    /// <summary>No cable.</summary>
    NoCable = 721,

    /// <summary>Wrong Wi-Fi password.</summary>
    NetworkAuthentication = 722,

    /// <summary>The network gave no address.</summary>
    NoAddress = 723,

    /// <summary>SIM card missing.</summary>
    SimMissing = 730,

    /// <summary>SIM card locked.</summary>
    SimLocked = 731,

    /// <summary>Wrong SIM PIN.</summary>
    SimWrongPin = 732,

    /// <summary>The cloud does not take the short code: mistyped, expired or used. Ours.</summary>
    CodeRejected = 740,

    /// <summary>The short code was made for devices of another template. Ours.</summary>
    CodeOfOtherTemplate = 741,
}
