using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>Everything the machine knows between two events.</summary>
internal sealed record MachineState
{
    /// <summary>What the device is doing.</summary>
    public EdgentMode Mode { get; init; }

    /// <summary>The settings in RAM; the store has them only where <see cref="EdgentConfig.Valid"/> or an error made it so.</summary>
    public EdgentConfig Config { get; init; } = new();

    /// <summary>Which of the settings' networks is tried, or joined.</summary>
    public int Network { get; init; }

    /// <summary>Tries to join that are left.</summary>
    public int NetworkTries { get; init; }

    /// <summary>Tries to log in that are left.</summary>
    public int CloudTries { get; init; }

    /// <summary>The newest join or connect; results of older ones come too late and are passed over.</summary>
    public int Attempt { get; init; }

    /// <summary>Attempts in a row that failed; sets the pause before the next.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>Losses in a row of links that had not lasted; sets the first pause after the next loss.</summary>
    public int QuickLosses { get; init; }

    /// <summary>True when the store holds these settings from before: a write that fails then loses none of them.</summary>
    public bool IsKept { get; init; }

    /// <summary>True while the store has the networks in another order; nothing is lost with it, so it waits for a link that lasts.</summary>
    public bool HasUnsavedOrder { get; init; }

    /// <summary>Why the newest attempt failed.</summary>
    public DeviceErrorCode LastFailure { get; init; }

    /// <summary>Definite failures of that kind in a row.</summary>
    public int EqualFailures { get; init; }

    /// <summary>The number of the newest timer of each kind; 0 when none runs.</summary>
    public TimerNumbers Timers { get; init; }

    /// <summary>The last timer number given out.</summary>
    public int LastTimer { get; init; }

    /// <summary>True while the access point is open.</summary>
    public bool AccessPointUp { get; init; }

    /// <summary>Phones on the access point, as far as the radio counts them.</summary>
    public int Stations { get; init; }

    /// <summary>How long the button has been held.</summary>
    public ButtonStage Button { get; init; }

    /// <summary>True after the first login since power-up.</summary>
    public bool HasBeenOnline { get; init; }

    /// <summary>The firmware to fetch when the update timer fires; null: an upload ended, only restart.</summary>
    public string? UpdateUrl { get; init; }

    /// <summary>Where the cloud sent the device instead; forgotten with the link.</summary>
    public CloudAddress? Redirected { get; init; }

    /// <summary>What the light shows.</summary>
    public LightPattern Light { get; init; } = LightPatterns.Off;
}

/// <summary>The running timers' numbers; 0 for none.</summary>
internal readonly record struct TimerNumbers(int State, int Button, int Update)
{
    public int Of(TimerKind kind) =>
        kind switch
        {
            TimerKind.State => State,
            TimerKind.Button => Button,
            _ => Update,
        };

    public TimerNumbers With(TimerKind kind, int number) =>
        kind switch
        {
            TimerKind.State => this with { State = number },
            TimerKind.Button => this with { Button = number },
            _ => this with { Update = number },
        };
}

/// <summary>The three timers of a device.</summary>
internal enum TimerKind
{
    /// <summary>Ends a mode, or a try within it.</summary>
    State,

    /// <summary>The button's next stage.</summary>
    Button,

    /// <summary>Starts a download, or the restart after an upload.</summary>
    Update,
}

/// <summary>How long the button has been held.</summary>
internal enum ButtonStage
{
    /// <summary>Not held.</summary>
    Up,

    /// <summary>Held, too short for anything.</summary>
    Down,

    /// <summary>Held long enough for the light to say so.</summary>
    Indicating,

    /// <summary>Releasing it resets the device.</summary>
    Armed,
}
