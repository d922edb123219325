namespace Firstlight.Edgent;

/// <summary>What a device is doing: the states of classic firmware, in its order.</summary>
public enum EdgentMode
{
    /// <summary>Just powered; the store has not been read yet.</summary>
    Init,

    /// <summary>The access point is open.</summary>
    WaitConfig,

    /// <summary>The access point is open and a phone has read the board information.</summary>
    Configuring,

    /// <summary>Settings were accepted; the access point closes.</summary>
    SwitchToStation,

    /// <summary>Joining the network.</summary>
    ConnectingNetwork,

    /// <summary>Logging in to the cloud.</summary>
    ConnectingCloud,

    /// <summary>Online.</summary>
    Running,

    /// <summary>Downloading firmware.</summary>
    OtaUpgrade,

    /// <summary>Erasing the settings.</summary>
    ResetConfig,

    /// <summary>Gave up; restarts soon.</summary>
    Error,
}
