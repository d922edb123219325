using static Firstlight.Activation.ProvisioningState;
using Steps = Firstlight.Activation.ProvisioningSteps;

namespace Firstlight.Activation.Tests;

/// <summary>The rules of every session, for tests that try to break them.</summary>
internal static class SessionRules
{
    /// <summary>What every session keeps, whatever happens; null when it does.</summary>
    public static string? Broken(Transition transition)
    {
        var session = transition.Session;
        if (session.Steps.Count > ProvisioningSession.StepsMax)
            return "more steps than allowed";
        if (session.Steps[0].Name != Steps.TokenIssued)
            return "the timeline begins with something else";
        for (var index = 1; index < session.Steps.Count; index++)
        {
            if (session.Steps[index].At < session.Steps[index - 1].At)
                return "steps out of order";
        }

        if (session.EndedAt is null != (session.State == Pending))
            return "an end without a time, or a time without an end";
        if (session.Failure is null != (session.State is Pending or Succeeded))
            return "a failure without a reason, or a reason without a failure";
        if (session.Steps.Any(step => step.Name == Steps.Activated) != (session.State == Succeeded))
            return "activated without success, or success without activation";
        var ends = transition.Effects.Count(effect => effect is ProvisioningEffect.Ended);
        return ends > 1 || (ends == 1 && session.State == Pending) ? "an end announced wrongly" : null;
    }
}
