using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>What the machine wants done; the shell does it, in order.</summary>
internal abstract record Effect
{
    /// <summary>A mode began.</summary>
    public sealed record Entered(EdgentMode Mode) : Effect;

    /// <summary>The settings failed with this code.</summary>
    public sealed record Failed(DeviceErrorCode Code) : Effect;

    /// <summary>Leave the network, look around, open the access point.</summary>
    public sealed record RaiseAccessPoint : Effect;

    /// <summary>Close the access point.</summary>
    public sealed record LowerAccessPoint : Effect;

    /// <summary>Join after a pause (spread by chance).</summary>
    public sealed record Join(int Attempt, TimeSpan Pause, EdgentConfig Config) : Effect;

    /// <summary>Trade the short code for the token after a pause (spread by chance).</summary>
    public sealed record Trade(int Attempt, TimeSpan Pause, CloudAddress Address, EdgentConfig Config) : Effect;

    /// <summary>Log in after a pause (spread by chance).</summary>
    public sealed record Connect(int Attempt, TimeSpan Pause, CloudAddress Address, EdgentConfig Config) : Effect;

    /// <summary>Give up the join, the login, the link or the download that is under way; nothing of it may go on.</summary>
    public sealed record StopAttempt : Effect;

    /// <summary>Start a timer; it replaces the one of its kind. Spread: chance shortens it to between half and whole.</summary>
    public sealed record StartTimer(TimerKind Kind, int Number, TimeSpan After, bool IsSpread = false) : Effect;

    /// <summary>Stop a timer.</summary>
    public sealed record StopTimer(TimerKind Kind) : Effect;

    /// <summary>Store the settings before anything else is done.</summary>
    public sealed record Save(EdgentConfig Config) : Effect;

    /// <summary>Show a pattern.</summary>
    public sealed record ShowLight(LightPattern Pattern) : Effect;

    /// <summary>First login since power-up: tell the cloud who this is and, if so, what firmware ran before.</summary>
    public sealed record Introduce(string? UpdatedFrom) : Effect;

    /// <summary>Tell the cloud that the update begins.</summary>
    public sealed record AnnounceUpdate : Effect;

    /// <summary>Fetch and install firmware.</summary>
    public sealed record Download(string Url) : Effect;

    /// <summary>Restart the device.</summary>
    public sealed record Restart(RestartReason Reason) : Effect;
}
