namespace Firstlight.Fleet;

/// <summary>The way to one connected device. Its protocol implements it.</summary>
public interface IDeviceLink
{
    /// <summary><c>native</c>, <c>mqtt</c>, <c>websocket</c>.</summary>
    string Protocol { get; }

    /// <summary>Where the device calls from, for people; no port.</summary>
    string RemoteAddress { get; }

    /// <summary>When the connection was taken, in the clock's timestamps: of two connections of a device the later one stays.</summary>
    long TakenAt { get; }

    /// <summary>Sends a command. False when the link is gone, the device takes nothing, or the command does not fit it.</summary>
    ValueTask<bool> SendAsync(DeviceCommand command, CancellationToken cancellation);

    /// <summary>
    /// Asks the device for a sign of life. True when it answered, false when it cannot be asked; waits for it until cancelled.
    /// </summary>
    ValueTask<bool> PingAsync(CancellationToken cancellation);

    /// <summary>Ends the link at once.</summary>
    void Abort(LinkEnd end);
}

/// <summary>Why the fleet ends a link.</summary>
public enum LinkEnd
{
    /// <summary>The device connected again.</summary>
    Replaced,

    /// <summary>The device uses a newer token.</summary>
    NewerToken,

    /// <summary>The device was deleted.</summary>
    Deleted,

    /// <summary>The device has connected to another node.</summary>
    Elsewhere,
}
