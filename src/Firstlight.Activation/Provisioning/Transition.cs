using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>What an event made of a session.</summary>
/// <param name="Session">The session afterwards; the same instance when nothing changed.</param>
/// <param name="Effects">What the world must be told once the session is on disk, in this order; empty when nothing changed.</param>
/// <param name="Refusal">Why the event was not what its sender hoped for, when it was not.</param>
internal sealed record Transition(
    ProvisioningSession Session,
    IReadOnlyList<ProvisioningEffect> Effects,
    Refusal? Refusal
)
{
    /// <summary>True when there is something to store.</summary>
    public bool Changes => Effects.Count > 0;

    /// <summary>Nothing happens.</summary>
    public static Transition Stay(ProvisioningSession session, Refusal? refusal = null) => new(session, [], refusal);
}

/// <summary>What the world must be told.</summary>
internal abstract record ProvisioningEffect
{
    private ProvisioningEffect() { }

    /// <summary>The timeline has a new line.</summary>
    public sealed record StepNoted(ProvisioningStep Step) : ProvisioningEffect;

    /// <summary>The attempt is over. Unless it succeeded, its token dies.</summary>
    public sealed record Ended(ProvisioningState State, ProvisioningFailure? Failure) : ProvisioningEffect;
}
