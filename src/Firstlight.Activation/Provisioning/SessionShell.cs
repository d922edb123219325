using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>
/// The machine's hands: reads the clock, applies an event, stores the outcome if nobody was faster, and only then tells
/// the world.
/// </summary>
internal sealed class SessionShell(
    IActivationStore store,
    ILiveEvents live,
    ActivationMetrics metrics,
    TimeProvider time,
    ILogger<SessionShell> logger
)
{
    /// <summary>
    /// How often a lost race is run again. Whoever won it added a step, and a session has a bounded number of them, so this
    /// many losses cannot happen to one caller.
    /// </summary>
    public const int AttemptsMax = ProvisioningSession.StepsMax + 1;

    /// <summary>The machine's answer, now. Nothing is stored.</summary>
    public Transition Apply(ProvisioningSession session, ProvisioningEvent happened) =>
        ProvisioningMachine.Apply(session, happened, time.GetUtcNow());

    /// <summary>Applies, stores and announces. Null when someone was faster: read the session again.</summary>
    public async Task<Transition?> TryAdvanceAsync(
        ProvisioningSession session,
        ProvisioningEvent happened,
        CancellationToken cancellation
    )
    {
        var transition = Apply(session, happened);
        return await TryStoreAsync(session, transition, cancellation) ? transition : null;
    }

    /// <summary>Stores and announces a transition of <paramref name="before"/>; false when someone was faster.</summary>
    public async Task<bool> TryStoreAsync(
        ProvisioningSession before,
        Transition transition,
        CancellationToken cancellation
    )
    {
        if (
            transition.Changes
            && !await store.TryUpdateSessionAsync(transition.Session, before.State, before.Steps.Count, cancellation)
        )
            return false;
        Announce(transition);
        return true;
    }

    /// <summary>Reads the organisation's session and advances it, as often as needed. Null when there is no such session.</summary>
    public async Task<Transition?> AdvanceAsync(
        OrganisationId organisation,
        ProvisioningSessionId id,
        ProvisioningEvent happened,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var session = await store.FindSessionAsync(id, cancellation);
            if (session is null || session.Organisation != organisation)
                return null;
            if (await TryAdvanceAsync(session, happened, cancellation) is { } transition)
                return transition;
        }

        throw Contended();
    }

    /// <summary>Tells watchers and the log what is on disk by now.</summary>
    public void Announce(Transition transition)
    {
        foreach (var effect in transition.Effects)
            Announce(transition.Session, effect);
    }

    /// <summary>For callers that lost <see cref="AttemptsMax"/> races.</summary>
    public static StorageUnavailableException Contended() =>
        new("Too many changes of one session at once; nothing was written, come again.");

    private void Announce(ProvisioningSession session, ProvisioningEffect effect)
    {
        switch (effect)
        {
            case ProvisioningEffect.StepNoted(var step):
                Publish(session, "session.step", step.At, new SessionStepTaken(session, step));
                break;
            case ProvisioningEffect.Ended(var state, var failure):
                Publish(session, "session.ended", session.Steps[^1].At, new SessionEnded(session, state, failure));
                metrics.Ended(session);
                Log.SessionEnded(logger, session.Id, session.Device, state, failure?.Cause ?? "activated");
                break;
        }
    }

    private void Publish(ProvisioningSession session, string type, DateTimeOffset at, object data) =>
        live.Publish(new LiveEvent(session.Organisation, type, at, data) { Owner = session.Owner });
}
