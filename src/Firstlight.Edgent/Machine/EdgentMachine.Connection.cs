using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

// The network and the cloud. Attempts follow each other with growing pauses. Tries count time beside them: the end of the last one is the end of all.
internal sealed partial class EdgentMachine
{
    private void BeginNetwork(Turn turn)
    {
        turn.Enter(EdgentMode.ConnectingNetwork);
        turn.State = turn.State with { Redirected = null, Network = 0 };
        ForgetFailures(turn);
        BeginTry(turn, _timings.NetworkTry);
    }

    private void BeginNetworkAfterLoss(Turn turn)
    {
        var losses = turn.State.QuickLosses;
        turn.Enter(EdgentMode.ConnectingNetwork);
        turn.State = turn.State with { Redirected = null, Network = 0, QuickLosses = losses + 1 };
        ForgetFailures(turn, failedAttempts: losses);
        BeginTry(turn, _timings.NetworkTry);
    }

    private void BeginCloud(Turn turn)
    {
        turn.Enter(EdgentMode.ConnectingCloud);
        ForgetFailures(turn);
        BeginTry(turn, _timings.CloudTry);
    }

    private void BeginTry(Turn turn, TimeSpan span)
    {
        turn.Start(TimerKind.State, span);
        Attempt(turn);
    }

    private void EndJoin(Turn turn, EdgentEvent.JoinEnded ended)
    {
        switch (ended.Result)
        {
            case JoinResult.Joined:
                turn.State = turn.State with { NetworkTries = _timings.Tries };
                BeginCloud(turn);
                break;
            case var _ when turn.State.Network + 1 < turn.State.Config.Networks.Count:
                TryNextNetwork(turn);
                break;
            case JoinResult.AddressRefused when turn.State.Config.Networks.Count == 1:
                Fail(turn, DeviceErrorCode.Configuration);
                break;
            case JoinResult.AddressRefused:
                TryAgain(turn, DeviceErrorCode.Configuration, definite: true);
                break;
            case JoinResult.WrongPassword:
                TryAgain(turn, DeviceErrorCode.NetworkAuthentication, definite: true);
                break;
            case JoinResult.NotFound:
                // Seen before and silent now: the router is off, the name is right.
                var code = ended.SeenInScan ? DeviceErrorCode.NetworkTimeout : DeviceErrorCode.NetworkNotFound;
                TryAgain(turn, code, definite: true);
                break;
            case JoinResult.NoAddress:
                TryAgain(turn, DeviceErrorCode.NoAddress, definite: true);
                break;
            default:
                TryAgain(turn, DeviceErrorCode.NetworkTimeout, definite: false);
                break;
        }
    }

    /// <summary>This one is not there, or does not let us in: the next at once. Pauses come between the rounds.</summary>
    private void TryNextNetwork(Turn turn)
    {
        PassToNextNetwork(turn);
        Attempt(turn);
    }

    private static void PassToNextNetwork(Turn turn) =>
        turn.State = turn.State with { Network = (turn.State.Network + 1) % turn.State.Config.Networks.Count };

    private void EndLink(Turn turn, EdgentEvent.LinkEnded ended)
    {
        if (turn.State.Mode == EdgentMode.Running)
        {
            // Everybody lost the same cloud at the same moment; the pause, spread by chance, keeps them from returning so.
            turn.State = turn.State with
            {
                Redirected = ended.Redirected,
            };
            BeginCloudAfterLoss(turn);
            return;
        }

        if (turn.State.Mode != EdgentMode.ConnectingCloud)
            return;
        switch (ended.End)
        {
            case LinkEnd.InvalidToken:
                Remember(turn, DeviceErrorCode.TokenRejected);
                OpenSetup(turn);
                break;
            case LinkEnd.CodeRefused:
                Remember(turn, DeviceErrorCode.CodeRejected);
                OpenSetup(turn);
                break;
            case LinkEnd.CodeOfOtherTemplate:
                Remember(turn, DeviceErrorCode.CodeOfOtherTemplate);
                OpenSetup(turn);
                break;
            case LinkEnd.SignInPage:
                TryAgain(turn, DeviceErrorCode.CaptivePortal, definite: true);
                break;
            case LinkEnd.Dns:
                TryAgain(turn, DeviceErrorCode.CloudDns, definite: true);
                break;
            case LinkEnd.Tls:
                TryAgain(turn, DeviceErrorCode.CloudTls, definite: true);
                break;
            case LinkEnd.Refused:
                TryAgain(turn, DeviceErrorCode.CloudTimeout, definite: true);
                break;
            default:
                turn.State = turn.State with { Redirected = ended.Redirected };
                TryAgain(turn, DeviceErrorCode.CloudTimeout, definite: false);
                break;
        }
    }

    /// <summary>The token is on the medium before the first login with it; what is left of the try is for that.</summary>
    private void TakeToken(Turn turn, string token)
    {
        turn.Save(turn.State.Config with { Token = token, Code = "" });
        ForgetFailures(turn);
        Attempt(turn);
    }

    private void BeginCloudAfterLoss(Turn turn)
    {
        var losses = turn.State.QuickLosses + 1;
        turn.Enter(EdgentMode.ConnectingCloud);
        turn.State = turn.State with { QuickLosses = losses };
        ForgetFailures(turn, failedAttempts: losses);
        BeginTry(turn, _timings.CloudTry);
    }

    /// <summary>The attempt goes on: a pause that began anew with each try would let devices that failed together fall into step.</summary>
    private void EndNetworkTry(Turn turn)
    {
        turn.State = turn.State with { NetworkTries = turn.State.NetworkTries - 1 };
        if (turn.State.NetworkTries > 0)
            turn.Start(TimerKind.State, _timings.NetworkTry);
        else
            Fail(turn, LastFailureOr(turn, DeviceErrorCode.NetworkTimeout));
    }

    private void EndCloudTry(Turn turn)
    {
        turn.State = turn.State with { CloudTries = turn.State.CloudTries - 1 };
        if (turn.State.CloudTries > 0)
            turn.Start(TimerKind.State, _timings.CloudTry);
        else
            Fail(turn, LastFailureOr(turn, DeviceErrorCode.CloudTimeout));
    }

    /// <summary>Another attempt within the same try, unless it is the last try and the answer is plain (ours).</summary>
    private void TryAgain(Turn turn, DeviceErrorCode code, bool definite)
    {
        var state = turn.State;
        var equal = (definite, code == state.LastFailure) switch
        {
            (true, true) => state.EqualFailures + 1,
            (true, false) => 1,
            _ => 0,
        };
        turn.State = state with
        {
            LastFailure = code,
            EqualFailures = equal,
            FailedAttempts = state.FailedAttempts + 1,
        };
        var tries = state.Mode == EdgentMode.ConnectingNetwork ? state.NetworkTries : state.CloudTries;
        if (tries <= 1 && equal >= _timings.EqualFailuresToGiveUp)
        {
            Fail(turn, code);
            return;
        }

        if (state.Mode == EdgentMode.ConnectingNetwork)
            PassToNextNetwork(turn);
        Attempt(turn);
    }

    private void Attempt(Turn turn)
    {
        var state = turn.State with { Attempt = turn.State.Attempt + 1 };
        turn.State = state;
        var pause = Pause(state.FailedAttempts);
        turn.Effects.Add(
            (state.Mode, state.Config.Code) switch
            {
                (EdgentMode.ConnectingNetwork, _) => new Effect.Join(
                    state.Attempt,
                    state.Network == 0 ? pause : TimeSpan.Zero,
                    state.Config.Through(state.Config.Networks[state.Network])
                ),
                (_, { Length: > 0 }) => new Effect.Trade(state.Attempt, pause, Usual(state), state.Config),
                _ => new Effect.Connect(state.Attempt, pause, state.Redirected ?? Usual(state), state.Config),
            }
        );
    }

    private CloudAddress Usual(MachineState state) => state.Config.AddressFor(options.Link, state.FailedAttempts);

    private void GoOnline(Turn turn)
    {
        var before = turn.State.Config;
        turn.State = turn.State with { IsKept = before.Valid };
        var proven = before with
        {
            Valid = true,
            LastError = DeviceErrorCode.None,
            FirmwareVersion = options.FirmwareVersion,
            Before = null,
        };
        var now = proven.Through(before.Networks[turn.State.Network]);
        if (proven != before)
            turn.Save(now);
        else if (now != before)
            turn.State = turn.State with { Config = now, HasUnsavedOrder = true };
        turn.Enter(EdgentMode.Running);
        turn.Start(TimerKind.State, turn.State.AccessPointUp ? _timings.SuccessLinger : _timings.SteadyLink);
        ForgetFailures(turn);
        turn.State = turn.State with { CloudTries = _timings.Tries, Network = 0 };
        if (turn.State.HasBeenOnline)
            return;
        turn.State = turn.State with { HasBeenOnline = true };
        var updated = before.FirmwareVersion.Length > 0 && before.FirmwareVersion != now.FirmwareVersion;
        turn.Effects.Add(new Effect.Introduce(updated ? before.FirmwareVersion : null));
    }

    /// <summary>The link has lasted: the next loss is the first of its kind, and the network is worth a write to the flash.</summary>
    private static void TrustLink(Turn turn)
    {
        turn.State = turn.State with { QuickLosses = 0 };
        if (turn.State.HasUnsavedOrder)
            turn.Save(turn.State.Config);
    }

    private static void ForgetFailures(Turn turn, int failedAttempts = 0) =>
        turn.State = turn.State with
        {
            FailedAttempts = failedAttempts,
            EqualFailures = 0,
            LastFailure = DeviceErrorCode.None,
        };

    private static DeviceErrorCode LastFailureOr(Turn turn, DeviceErrorCode otherwise) =>
        turn.State.LastFailure == DeviceErrorCode.None ? otherwise : turn.State.LastFailure;

    private TimeSpan Pause(int failedAttempts)
    {
        if (failedAttempts == 0)
            return TimeSpan.Zero;
        var doublings = Math.Min(failedAttempts - 1, 16);
        var pause = _timings.RetryPauseFirst * (1 << doublings);
        return pause < _timings.RetryPauseMax ? pause : _timings.RetryPauseMax;
    }
}
