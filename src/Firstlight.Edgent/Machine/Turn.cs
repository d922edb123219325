namespace Firstlight.Edgent;

/// <summary>One step in the making: the state so far and the effects in order. Lives for one call only.</summary>
internal sealed class Turn(MachineState state)
{
    public MachineState State { get; set; } = state;

    public List<Effect> Effects { get; } = [];

    public void Start(TimerKind kind, TimeSpan after, bool isSpread = false)
    {
        var number = State.LastTimer + 1;
        State = State with { LastTimer = number, Timers = State.Timers.With(kind, number) };
        Effects.Add(new Effect.StartTimer(kind, number, after, isSpread));
    }

    public void Stop(TimerKind kind)
    {
        if (State.Timers.Of(kind) == 0)
            return;
        State = State with { Timers = State.Timers.With(kind, 0) };
        Effects.Add(new Effect.StopTimer(kind));
    }

    /// <summary>Every mode ends what the one before was doing in time.</summary>
    public void Enter(EdgentMode mode)
    {
        Stop(TimerKind.State);
        State = State with { Mode = mode };
        Effects.Add(new Effect.Entered(mode));
    }

    public void LowerAccessPoint()
    {
        if (!State.AccessPointUp)
            return;
        State = State with { AccessPointUp = false };
        Effects.Add(new Effect.LowerAccessPoint());
    }

    /// <summary>Whatever is under way comes to nothing; a result that is on its way already is too late.</summary>
    public void StopAttempt()
    {
        State = State with { Attempt = State.Attempt + 1 };
        Effects.Add(new Effect.StopAttempt());
    }

    public void Save(EdgentConfig config)
    {
        State = State with { Config = config, HasUnsavedOrder = false };
        Effects.Add(new Effect.Save(config));
    }
}
