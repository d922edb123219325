using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>Tells devices that may come in from those that may not. "No" is said only when the store has said so.</summary>
internal sealed class DeviceAdmission(
    IActivationStore store,
    SessionShell shell,
    DeviceActivation activation,
    StaticAdmission statics,
    ILogger<DeviceAdmission> logger
) : IAdmission
{
    public async ValueTask<Admission> AdmitAsync(AuthToken token, CancellationToken cancellation)
    {
        var hash = token.Hash();
        for (var attempt = 0; attempt < SessionShell.AttemptsMax; attempt++)
        {
            switch (await store.FindTokenAsync(hash, cancellation))
            {
                case null when await statics.TryConnectAsync(token, hash, cancellation):
                    break;
                case null:
                    return new Admission.Refused(RefusalCauses.Unknown);
                case { Token.State: TokenState.Active, Device: { } device }:
                    return new Admission.Active(device.Id, device.Organisation, device.Template, device.Owner);
                case { Token.State: TokenState.Pending, Session: { State: ProvisioningState.Pending } } pending:
                    if (await TryNoteArrivalAsync(pending, pending.Session, cancellation) is { } admission)
                        return admission;
                    break;
                case { Token.State: TokenState.Revoked } dead:
                    return await RefuseAsync(dead, cancellation);
                case { Token: var contradictory }:
                    // Promise: never "invalid token" unless the store is sound. This one is not.
                    throw new StorageUnavailableException($"The store contradicts itself about the {contradictory}.");
            }
        }

        throw SessionShell.Contended();
    }

    public Task<ActivationResult> ActivateAsync(
        ProvisioningSessionId session,
        HardwareReport report,
        CancellationToken cancellation
    ) => activation.ActivateAsync(session, report, cancellation);

    // Null when someone was faster: the token may be another's by now, so it is read again from the start.
    private async Task<Admission?> TryNoteArrivalAsync(
        TokenLookup lookup,
        ProvisioningSession session,
        CancellationToken cancellation
    )
    {
        var transition = await shell.TryAdvanceAsync(session, new ProvisioningEvent.DeviceSeen(), cancellation);
        if (transition is null)
            return null;
        var now = transition.Session;
        return now.State == ProvisioningState.Pending
            ? new Admission.Pending(now.Id, now.Device, now.Organisation, now.ExpectedTemplate)
            : Refuse(lookup with { Session = now });
    }

    private async Task<Admission> RefuseAsync(TokenLookup dead, CancellationToken cancellation)
    {
        // A lost race costs one line of a dead session's timeline; whoever won it noted the same.
        if (dead.Session is { } session)
            await shell.TryAdvanceAsync(session, new ProvisioningEvent.LateArrival(), cancellation);
        return Refuse(dead);
    }

    private Admission.Refused Refuse(TokenLookup dead)
    {
        var cause = RefusalCauses.Of(dead);
        Log.DeadTokenShown(logger, dead.Token.Device, cause);
        return new Admission.Refused(cause);
    }
}
