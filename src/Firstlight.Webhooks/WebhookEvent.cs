namespace Firstlight.Webhooks;

/// <summary>Something that happened to a device, as it was at that moment: what a message says does not change between attempts.</summary>
/// <param name="Type">One of <see cref="WebhookEventTypes"/>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Device">To which device.</param>
public sealed record WebhookEvent(string Type, DateTimeOffset At, EventDevice Device)
{
    /// <summary>How the device got its identity; of an activation.</summary>
    public string? Method { get; init; }

    /// <summary>The pin; of a new value.</summary>
    public int? Pin { get; init; }

    /// <summary>The datastream's name; of a new value.</summary>
    public string? Datastream { get; init; }

    /// <summary>Wire form; of a new value.</summary>
    public string? Value { get; init; }

    /// <summary>The code; of an event that the device logged.</summary>
    public string? Code { get; init; }

    /// <summary>What the device said to it.</summary>
    public string? Description { get; init; }
}

/// <summary>A device as a message shows it. Never its AuthToken.</summary>
public sealed record EventDevice(
    long Id,
    string Name,
    string TemplateId,
    string TemplateName,
    long OrganisationId,
    string OrganisationName,
    DateTimeOffset CreatedAt
);

/// <summary>The words of <see cref="WebhookEvent.Type"/>: those of the live events.</summary>
public static class WebhookEventTypes
{
    /// <summary>A device came into an account.</summary>
    public const string Activated = "device.activated";

    /// <summary>A device came online.</summary>
    public const string Online = "device.online";

    /// <summary>A device went offline.</summary>
    public const string Offline = "device.offline";

    /// <summary>A device logged an event.</summary>
    public const string Event = "device.event";

    /// <summary>A datastream has a new value.</summary>
    public const string Datastream = "datastream";

    /// <summary>Somebody tries the webhook out.</summary>
    public const string Test = "webhook.test";
}
