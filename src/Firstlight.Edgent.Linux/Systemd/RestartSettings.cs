namespace Firstlight.Edgent.Linux;

/// <summary>How a device on this board restarts.</summary>
public sealed record RestartSettings
{
    /// <summary>
    /// True: when it gave up, or when a person or the cloud asked for it, the whole board restarts, which needs the right to do so
    /// (<c>org.freedesktop.login1.reboot</c>). False: only the service. New firmware never needs more than the service.
    /// </summary>
    public bool RebootsBoard { get; init; }

    /// <summary>What restarts the board.</summary>
    public IReadOnlyList<string> RebootCommand { get; init; } =
    ["systemctl", "--no-block", "--no-ask-password", "reboot"];
}
