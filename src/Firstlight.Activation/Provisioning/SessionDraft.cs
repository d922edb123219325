using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>One transition being written down: steps first, then perhaps the end. Lives inside one call of the machine.</summary>
internal sealed class SessionDraft
{
    private readonly ProvisioningSession _before;
    private readonly DateTimeOffset _at;
    private readonly List<ProvisioningStep> _steps;
    private readonly List<ProvisioningEffect> _effects = [];

    private SessionDraft(ProvisioningSession before, DateTimeOffset at)
    {
        _before = before;
        _at = at;
        _steps = [.. before.Steps];
    }

    /// <remarks>A clock that was set back does not disorder the timeline: a step is never earlier than the one before it.</remarks>
    public static SessionDraft Of(ProvisioningSession session, DateTimeOffset now) =>
        new(session, session.Steps[^1].At > now ? session.Steps[^1].At : now);

    public SessionDraft Note(string name, string? detail = null)
    {
        var step = new ProvisioningStep(name, _at, detail);
        _steps.Add(step);
        _effects.Add(new ProvisioningEffect.StepNoted(step));
        return this;
    }

    public Transition Done() => new(_before with { Steps = _steps }, _effects, Refusal: null);

    public Transition End(ProvisioningState state, string step, ProvisioningFailure? failure, string? detail)
    {
        Note(step, detail);
        _effects.Add(new ProvisioningEffect.Ended(state, failure));
        var ended = _before with { State = state, Steps = _steps, Failure = failure, EndedAt = _at };
        return new Transition(ended, _effects, Refusal: null);
    }
}
