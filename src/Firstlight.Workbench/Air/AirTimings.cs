namespace Firstlight.Workbench;

/// <summary>How long things take in the room's air. The defaults are those of a good radio close to its router.</summary>
public sealed record AirTimings
{
    /// <summary>No waiting at all, for load runs.</summary>
    public static readonly AirTimings None = new()
    {
        Boot = TimeSpan.Zero,
        AccessPoint = TimeSpan.Zero,
        Scan = TimeSpan.Zero,
        Association = TimeSpan.Zero,
        Address = TimeSpan.Zero,
    };

    /// <summary>From power to the first line of the program.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Opening the access point.</summary>
    public TimeSpan AccessPoint { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Listening to all channels.</summary>
    public TimeSpan Scan { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Getting into the network, or being refused.</summary>
    public TimeSpan Association { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Getting an address.</summary>
    public TimeSpan Address { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Giving up on an address.</summary>
    public TimeSpan NoAddress { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Giving up on a router or a host that does not answer.</summary>
    public TimeSpan NoAnswer { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A phone that asked nothing for so long has left the access point.</summary>
    public TimeSpan PhoneIdle { get; init; } = TimeSpan.FromSeconds(30);
}
