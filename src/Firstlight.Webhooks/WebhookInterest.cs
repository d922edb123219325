using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>What a webhook is called for.</summary>
[Flags]
public enum WebhookTriggers
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A device came into an account: activated, claimed, or connected for the first time.</summary>
    Activated = 1,

    /// <summary>A device came online.</summary>
    Online = 2,

    /// <summary>A device went offline.</summary>
    Offline = 4,

    /// <summary>A datastream has a new value.</summary>
    Datastream = 8,

    /// <summary>A device logged an event.</summary>
    Event = 16,

    /// <summary>All of them.</summary>
    All = Activated | Online | Offline | Datastream | Event,
}

/// <summary>What a webhook hears of.</summary>
/// <param name="Triggers">For what it is called.</param>
/// <param name="Template">Only devices of this template; null for all.</param>
/// <param name="Pin">Only this datastream; null for all.</param>
/// <param name="EventCodes">Only events of these codes; none for all.</param>
/// <param name="IncludesBelow">The devices of the organisations below, too.</param>
public sealed record WebhookInterest(
    WebhookTriggers Triggers,
    TemplateId? Template,
    VirtualPin? Pin,
    IReadOnlyList<string> EventCodes,
    bool IncludesBelow
)
{
    /// <summary>Codes that one webhook names.</summary>
    public const int EventCodesMax = 20;

    /// <summary>True when it wants to hear of something that happened to a device of <paramref name="template"/>.</summary>
    public bool Wants(WebhookTriggers trigger, TemplateId template) =>
        Triggers.HasFlag(trigger) && (Template is null || Template == template);

    /// <summary>True when it wants to hear of a new value on <paramref name="pin"/>.</summary>
    public bool WantsValue(VirtualPin pin, TemplateId template) =>
        Wants(WebhookTriggers.Datastream, template) && (Pin is null || Pin == pin);

    /// <summary>True when it wants to hear of an event of <paramref name="code"/>.</summary>
    public bool WantsEvent(string code, TemplateId template) =>
        Wants(WebhookTriggers.Event, template)
        && (EventCodes.Count == 0 || EventCodes.Contains(code, StringComparer.Ordinal));
}
