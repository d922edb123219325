namespace Firstlight.Protocol.Native;

/// <summary>The first byte of every native frame. Devices in the field hold these numbers in flash: they never move.</summary>
public enum Command : byte
{
    /// <summary>Answer to a frame of the same id; its length field is a <see cref="StatusCode"/> and no body follows.</summary>
    Response = 0,

    /// <summary>Log in with a token, as early Python libraries do; the same as <see cref="HardwareLogin"/>.</summary>
    Login = 2,

    /// <summary>Life sign, both ways; empty body.</summary>
    Ping = 6,

    /// <summary>Legacy tweet.</summary>
    Tweet = 12,

    /// <summary>Legacy e-mail.</summary>
    Email = 13,

    /// <summary>Legacy push notification.</summary>
    Notify = 14,

    /// <summary>Device to device of the same owner.</summary>
    Bridge = 15,

    /// <summary>The device asks for stored values: empty for all, or <c>vr</c> and pins.</summary>
    HardwareSync = 16,

    /// <summary>Device information, time, metadata, OTA orders and more, told apart by the first field.</summary>
    Internal = 17,

    /// <summary>Legacy SMS.</summary>
    Sms = 18,

    /// <summary>Sets a widget property of one or several pins.</summary>
    Property = 19,

    /// <summary>Reads and writes of pins, both ways.</summary>
    Hardware = 20,

    /// <summary>Opens (<c>b</c>, <c>t</c>) and closes (<c>e</c>) a group of writes with one timestamp.</summary>
    Group = 21,

    /// <summary>Log in with an AuthToken.</summary>
    HardwareLogin = 29,

    /// <summary>Sends the device to another host and port.</summary>
    Redirect = 41,

    /// <summary>Text for the device's log. Some libraries disconnect on it.</summary>
    DebugPrint = 55,

    /// <summary>Logs an event by its code.</summary>
    EventLog = 64,

    /// <summary>Resolves the newest event of a code, or all of them.</summary>
    EventClear = 65,
}
