namespace Firstlight.Edgent;

/// <summary>Restarts the whole device.</summary>
public interface IRestart
{
    /// <summary>
    /// Restarts. On a board this never comes back; where it does (a virtual device, a program on a laptop), the device boots
    /// again from its store.
    /// </summary>
    Task RestartAsync(RestartReason reason, CancellationToken cancellation);
}

/// <summary>Why the device restarts.</summary>
public enum RestartReason
{
    /// <summary>The error state's wait is over.</summary>
    Error,

    /// <summary>A person or the cloud asked for it.</summary>
    Asked,

    /// <summary>New firmware is in place, or an upload ended.</summary>
    Firmware,
}
