using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>
/// The device's life as a pure function: state and event to state and effects. No clock, no chance, no I/O. The states,
/// waits and counts are those of classic firmware (<c>docs/protocols/provisioning.md</c>); what is ours is said where it is.
/// </summary>
internal sealed partial class EdgentMachine(EdgentOptions options, bool keepsAccessPoint = false)
{
    /// <summary>The error state asks again so often whether the button is still held.</summary>
    private static readonly TimeSpan HeldButtonPoll = TimeSpan.FromMilliseconds(100);

    private readonly EdgentTimings _timings = options.Timings;

    /// <summary>One step.</summary>
    public (MachineState State, IReadOnlyList<Effect> Effects) Step(MachineState state, EdgentEvent happened)
    {
        var turn = new Turn(state);
        Happen(turn, happened);
        ShowLight(turn);
        return (turn.State, turn.Effects);
    }

    private void Happen(Turn turn, EdgentEvent happened)
    {
        var mode = turn.State.Mode;
        switch (happened)
        {
            case EdgentEvent.Booted(var config) when mode == EdgentMode.Init:
                Boot(turn, config);
                break;
            case EdgentEvent.RestartAsked:
                Restart(turn, RestartReason.Asked);
                break;
            case EdgentEvent.TimerFired(var kind, var number) when turn.State.Timers.Of(kind) == number:
                turn.State = turn.State with { Timers = turn.State.Timers.With(kind, 0) };
                TimeIsUp(turn, kind);
                break;
            case EdgentEvent.ButtonChanged(var down):
                ChangeButton(turn, down);
                break;
            case EdgentEvent.UploadEnded:
                turn.State = turn.State with { UpdateUrl = null };
                turn.Start(TimerKind.Update, _timings.UploadRestartDelay);
                break;
            case EdgentEvent.ResetAsked when MayBeInterrupted(mode):
                Reset(turn);
                break;
            case EdgentEvent.SetupAsked when MayBeInterrupted(mode) && !OffersSetup(mode):
                OpenSetup(turn);
                break;
            case EdgentEvent.Configured configured
                when OffersSetup(mode) || (configured.FromConsole && MayBeInterrupted(mode)):
                Accept(turn, configured);
                break;
            case EdgentEvent.StoreFailed when !turn.State.IsKept:
                turn.State = turn.State with { Config = turn.State.Config with { Valid = false } };
                break;
            case EdgentEvent.AccessPointFailed when OffersSetup(mode):
                turn.LowerAccessPoint();
                Fail(turn, DeviceErrorCode.NetworkGeneric);
                break;
            case EdgentEvent.BoardInfoRead when mode == EdgentMode.WaitConfig:
                Offer(turn, EdgentMode.Configuring);
                break;
            case EdgentEvent.StationsChanged(var count):
                turn.State = turn.State with { Stations = count };
                if (count == 0 && mode == EdgentMode.Configuring)
                    Offer(turn, EdgentMode.WaitConfig);
                break;
            case EdgentEvent.JoinEnded ended
                when mode == EdgentMode.ConnectingNetwork && ended.Attempt == turn.State.Attempt:
                EndJoin(turn, ended);
                break;
            case EdgentEvent.NetworkLost when mode is EdgentMode.ConnectingCloud or EdgentMode.Running:
                turn.StopAttempt();
                BeginNetworkAfterLoss(turn);
                break;
            case EdgentEvent.CodeTraded(var attempt, var token)
                when mode == EdgentMode.ConnectingCloud && attempt == turn.State.Attempt:
                TakeToken(turn, token);
                break;
            case EdgentEvent.LinkUp(var attempt)
                when mode == EdgentMode.ConnectingCloud && attempt == turn.State.Attempt:
                GoOnline(turn);
                break;
            case EdgentEvent.LinkEnded ended when ended.Attempt == turn.State.Attempt:
                EndLink(turn, ended);
                break;
            case EdgentEvent.UpdateOrdered(var url) when mode == EdgentMode.Running:
                turn.State = turn.State with { UpdateUrl = url };
                turn.Effects.Add(new Effect.AnnounceUpdate());
                turn.Start(TimerKind.Update, _timings.UpdateDelay);
                break;
            case EdgentEvent.UpdateEnded(var installed) when mode == EdgentMode.OtaUpgrade:
                if (installed)
                    Restart(turn, RestartReason.Firmware);
                else
                    GiveUp(turn);
                break;
        }
    }

    private void Boot(Turn turn, EdgentConfig config)
    {
        turn.State = turn.State with
        {
            Config = config,
            IsKept = config.Valid,
            NetworkTries = _timings.Tries,
            CloudTries = _timings.Tries,
        };
        if (config.Valid)
        {
            BeginNetwork(turn);
        }
        else if (config.IsUnfinished)
        {
            var tries = _timings.TriesAfterProvisioning;
            turn.State = turn.State with { NetworkTries = tries, CloudTries = tries };
            BeginNetwork(turn);
        }
        else if (HasEmbedded)
        {
            TakeEmbedded(turn);
            BeginNetwork(turn);
        }
        else
        {
            OpenSetup(turn);
        }
    }

    private bool HasEmbedded => options.Embedded is { Ssid.Length: > 0, Token.Length: > 0 };

    /// <summary>The settings of the image; why they failed last stays known until they work.</summary>
    private void TakeEmbedded(Turn turn)
    {
        var stored = turn.State.Config;
        turn.State = turn.State with
        {
            Config = options.Embedded! with
            {
                Valid = false,
                Uid = stored.Uid,
                FirmwareVersion = stored.FirmwareVersion,
                LastError = stored.LastError,
            },
        };
    }

    private void TimeIsUp(Turn turn, TimerKind kind)
    {
        switch (kind, turn.State.Mode)
        {
            case (TimerKind.Button, _):
                HoldButton(turn);
                break;
            case (TimerKind.Update, _):
                UpdateIsDue(turn);
                break;
            case (_, EdgentMode.WaitConfig or EdgentMode.Configuring):
                EndSetupWindow(turn);
                break;
            case (_, EdgentMode.SwitchToStation) when turn.State.AccessPointUp && !keepsAccessPoint:
                turn.LowerAccessPoint();
                turn.Start(TimerKind.State, _timings.SwitchSettle);
                break;
            case (_, EdgentMode.SwitchToStation):
                BeginNetwork(turn);
                break;
            case (_, EdgentMode.ConnectingNetwork):
                EndNetworkTry(turn);
                break;
            case (_, EdgentMode.ConnectingCloud):
                EndCloudTry(turn);
                break;
            case (_, EdgentMode.Running) when turn.State.AccessPointUp:
                turn.LowerAccessPoint(); // The phone has had its time to read that all is well.
                turn.Start(TimerKind.State, _timings.SteadyLink);
                break;
            case (_, EdgentMode.Running):
                TrustLink(turn);
                break;
            case (_, EdgentMode.Error) when turn.State.Button != ButtonStage.Up:
                turn.Start(TimerKind.State, HeldButtonPoll);
                break;
            case (_, EdgentMode.Error):
                Restart(turn, RestartReason.Error);
                break;
        }
    }

    private static void UpdateIsDue(Turn turn)
    {
        switch (turn.State)
        {
            case { UpdateUrl: null }:
                Restart(turn, RestartReason.Firmware);
                break;
            case { UpdateUrl: { } url, Mode: EdgentMode.Running or EdgentMode.ConnectingCloud }:
                turn.StopAttempt();
                turn.Enter(EdgentMode.OtaUpgrade);
                turn.Effects.Add(new Effect.Download(url));
                break;
        }
    }

    /// <summary>The settings failed. Those that never worked are forgotten, and why is remembered across the restart.</summary>
    private void Fail(Turn turn, DeviceErrorCode code)
    {
        var isNew = !turn.State.Config.Valid;
        var hasOlder = turn.State.Config.Before is not null;
        Remember(turn, code);
        if (isNew && (hasOlder || (keepsAccessPoint && turn.State.AccessPointUp)))
            OpenSetup(turn);
        else
            GiveUp(turn, isAlone: isNew);
    }

    /// <summary>Settings that worked once never record an error; new ones make way for those before them.</summary>
    private static void Remember(Turn turn, DeviceErrorCode code)
    {
        turn.Effects.Add(new Effect.Failed(code));
        if (turn.State.Config.Valid)
            return;
        if (turn.State.Config.Before is { } proven)
        {
            turn.Save(proven);
            turn.State = turn.State with { Config = proven with { LastError = code }, IsKept = true };
        }
        else
        {
            turn.Save(turn.State.Config.Forgotten(code));
        }
    }

    private void GiveUp(Turn turn, bool isAlone = true)
    {
        turn.StopAttempt();
        turn.Enter(EdgentMode.Error);
        // Settings that worked: many may have lost the same cloud at the same moment, and now give up at the same moment.
        var wait = isAlone ? _timings.ErrorWait : _timings.ErrorWait + _timings.RetryPauseMax;
        turn.Start(TimerKind.State, wait, isSpread: !isAlone);
    }

    private static void Restart(Turn turn, RestartReason reason)
    {
        turn.StopAttempt();
        turn.Stop(TimerKind.State);
        turn.Stop(TimerKind.Button);
        turn.Stop(TimerKind.Update);
        turn.LowerAccessPoint();
        turn.Enter(EdgentMode.Init);
        turn.Effects.Add(new Effect.Restart(reason));
    }

    private static bool OffersSetup(EdgentMode mode) => mode is EdgentMode.WaitConfig or EdgentMode.Configuring;

    /// <summary>Firmware is written in one go; before the store is read there is nothing to change.</summary>
    private static bool MayBeInterrupted(EdgentMode mode) => mode is not (EdgentMode.Init or EdgentMode.OtaUpgrade);
}
