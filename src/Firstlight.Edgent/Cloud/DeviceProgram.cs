namespace Firstlight.Edgent;

/// <summary>What a device developer hung onto the builder. Never changes once the device is built.</summary>
internal sealed record DeviceProgram
{
    /// <summary>Handlers by pin.</summary>
    public required IReadOnlyDictionary<byte, Func<VirtualValue, ICloud, ValueTask>> Pins { get; init; }

    /// <summary>The handler of pins without one of their own.</summary>
    public Func<byte, VirtualValue, ICloud, ValueTask>? OtherPins { get; init; }

    /// <summary>Work to do again and again while online.</summary>
    public required IReadOnlyList<PeriodicWork> Periodic { get; init; }

    /// <summary>Work to do after each login.</summary>
    public required IReadOnlyList<Func<ICloud, ValueTask>> Connected { get; init; }
}

/// <summary>Work with its period.</summary>
internal sealed record PeriodicWork(TimeSpan Period, Func<ICloud, ValueTask> Work);
