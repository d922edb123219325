using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

// The access point, the button and the light.
internal sealed partial class EdgentMachine
{
    private void OpenSetup(Turn turn)
    {
        turn.StopAttempt();
        turn.State = turn.State with { NetworkTries = _timings.Tries, CloudTries = _timings.Tries };
        if (turn.State.AccessPointUp && keepsAccessPoint)
        {
            Offer(turn, EdgentMode.WaitConfig);
            return;
        }

        turn.LowerAccessPoint();
        turn.State = turn.State with { AccessPointUp = true, Stations = 0 };
        Offer(turn, EdgentMode.WaitConfig);
        turn.Effects.Add(new Effect.RaiseAccessPoint());
    }

    /// <summary>A device that has something to go back to does not wait for ever.</summary>
    private void Offer(Turn turn, EdgentMode mode)
    {
        turn.Enter(mode);
        if (turn.State.Config.Valid || HasEmbedded)
            turn.Start(TimerKind.State, _timings.SetupWindow);
    }

    private void EndSetupWindow(Turn turn)
    {
        if (turn.State is { Mode: EdgentMode.Configuring, Stations: > 0 })
        {
            turn.Start(TimerKind.State, _timings.SetupWindow);
            return;
        }

        turn.LowerAccessPoint();
        if (!turn.State.Config.Valid)
            TakeEmbedded(turn);
        BeginNetwork(turn);
    }

    private void Accept(Turn turn, EdgentEvent.Configured configured)
    {
        turn.StopAttempt();
        var before = turn.State.Config.Working;
        var config = configured.Settings with
        {
            Valid = configured.Save,
            LastError = DeviceErrorCode.None,
            Uid = turn.State.Config.Uid,
            FirmwareVersion = turn.State.Config.FirmwareVersion,
            Others = before is null
                ? KnownNetworks.None
                : KnownNetworks.Of(before.Networks.Where(network => network.Ssid != configured.Settings.Ssid)),
            Before = configured.Save ? null : before,
        };
        var tries = configured.FromConsole ? _timings.Tries : _timings.TriesAfterProvisioning;
        turn.State = turn.State with { Config = config, IsKept = false, NetworkTries = tries, CloudTries = tries };
        if (configured.Save)
            turn.Save(config);
        turn.Enter(EdgentMode.SwitchToStation);
        turn.Start(TimerKind.State, _timings.SwitchDelay);
    }

    private void Reset(Turn turn)
    {
        turn.StopAttempt();
        turn.Stop(TimerKind.Update);
        turn.Enter(EdgentMode.ResetConfig);
        turn.State = turn.State with { IsKept = false };
        turn.Save(turn.State.Config.Forgotten());
        OpenSetup(turn);
    }

    private void ChangeButton(Turn turn, bool down)
    {
        var armed = turn.State.Button == ButtonStage.Armed;
        turn.Stop(TimerKind.Button);
        turn.State = turn.State with { Button = down ? ButtonStage.Down : ButtonStage.Up };
        if (down)
            turn.Start(TimerKind.Button, _timings.ButtonIndication);
        else if (armed && MayBeInterrupted(turn.State.Mode))
            Reset(turn);
    }

    private void HoldButton(Turn turn)
    {
        if (turn.State.Button == ButtonStage.Down)
        {
            turn.State = turn.State with { Button = ButtonStage.Indicating };
            turn.Start(TimerKind.Button, _timings.ButtonArmed - _timings.ButtonIndication);
        }
        else
        {
            turn.State = turn.State with { Button = ButtonStage.Armed };
        }
    }

    private static void ShowLight(Turn turn)
    {
        var pattern = PatternOf(turn.State);
        if (pattern == turn.State.Light)
            return;
        turn.State = turn.State with { Light = pattern };
        turn.Effects.Add(new Effect.ShowLight(pattern));
    }

    private static LightPattern PatternOf(MachineState state) =>
        (state.Button, state.Mode) switch
        {
            (_, EdgentMode.Init) => LightPatterns.Off,
            (ButtonStage.Indicating, _) => LightPatterns.ButtonHeld,
            (ButtonStage.Armed, _) => LightPatterns.ButtonArmed,
            (_, EdgentMode.WaitConfig or EdgentMode.ResetConfig) => LightPatterns.WaitingForPhone,
            (_, EdgentMode.Configuring) => LightPatterns.PhonePresent,
            (_, EdgentMode.ConnectingNetwork) => LightPatterns.JoiningNetwork,
            (_, EdgentMode.ConnectingCloud) => LightPatterns.ReachingCloud,
            (_, EdgentMode.Running) => LightPatterns.Online,
            (_, EdgentMode.OtaUpgrade) => LightPatterns.Updating,
            _ => LightPatterns.Failed,
        };
}
