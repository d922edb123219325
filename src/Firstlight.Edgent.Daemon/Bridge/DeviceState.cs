namespace Firstlight.Edgent.Daemon;

/// <summary>What the device is doing, in the bridge's words.</summary>
/// <param name="Word">The word.</param>
/// <param name="LastError">Why the last set-up failed; 0 for nothing.</param>
internal readonly record struct DeviceState(string Word, int LastError)
{
    /// <summary>Logged in to the cloud.</summary>
    public const string Online = "online";

    /// <summary>It waits for a phone, or for a short code.</summary>
    public const string SetUp = "set_up";

    /// <summary>It gave up and starts again soon.</summary>
    public const string Failed = "failed";

    /// <summary>The state of a device that is in this mode.</summary>
    public static DeviceState Of(EdgentMode mode, int lastError) =>
        new(
            mode switch
            {
                EdgentMode.WaitConfig or EdgentMode.Configuring => SetUp,
                EdgentMode.SwitchToStation or EdgentMode.ConnectingNetwork => "joining",
                EdgentMode.ConnectingCloud => "connecting",
                EdgentMode.Running => Online,
                EdgentMode.OtaUpgrade => "updating",
                EdgentMode.ResetConfig => "resetting",
                EdgentMode.Error => Failed,
                _ => "starting",
            },
            lastError
        );
}
