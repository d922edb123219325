using Firstlight.Core;
using Firstlight.Webhooks;

namespace Firstlight.Api;

/// <summary>A class, not a record: a record would print the headers.</summary>
internal sealed class WebhookRequestBody
{
    public string? Name { get; init; }

    /// <summary>Where to post to; https, of at most 512 characters.</summary>
    public string? Url { get; init; }

    /// <summary>For what it is called.</summary>
    public IReadOnlyList<WebhookTrigger>? Triggers { get; init; }

    /// <summary>Only devices of this template; empty for all.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Only this datastream; -1 for all.</summary>
    public int? Pin { get; init; }

    /// <summary>Only events of these codes; none for all.</summary>
    public IReadOnlyList<string>? EventCodes { get; init; }

    /// <summary>The devices of the organisations below, too.</summary>
    public bool? IncludesBelow { get; init; }

    /// <summary>What the body is.</summary>
    public WebhookContent? Content { get; init; }

    /// <summary>A text with placeholders; empty for our own JSON.</summary>
    public string? Body { get; init; }

    /// <summary>All headers of the user's own. One with null keeps the value it has; values are never shown.</summary>
    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    /// <summary>How often it is called; 10 when nothing is said.</summary>
    public int? RequestsPerMinute { get; init; }

    public bool? Enabled { get; init; }

    public Outcome<WebhookDraft> ToDraft(WebhookInterest? known)
    {
        var interest = ReadInterest(known);
        if (!interest.Succeeded)
            return interest.Refusal;
        return new WebhookDraft
        {
            Name = Name,
            Url = Url,
            Interest = interest.Value,
            Content = Content,
            Body = Body,
            Headers = Headers,
            RequestsPerMinute = RequestsPerMinute,
            Enabled = Enabled,
        };
    }

    private Outcome<WebhookInterest?> ReadInterest(WebhookInterest? known)
    {
        if (Triggers is null && TemplateId is null && Pin is null && EventCodes is null && IncludesBelow is null)
            return default(WebhookInterest);
        var template = known?.Template;
        if (TemplateId is not null)
        {
            if (TemplateId.Length > 0 && !Core.TemplateId.TryParse(TemplateId, out _))
                return Refusal.Invalid("templateId", "A template id begins with TMPL.");
            template = Core.TemplateId.TryParse(TemplateId, out var read) ? read : null;
        }

        if (Pin is < -1 or > byte.MaxValue)
            return Refusal.Invalid("pin", "A pin is 0 to 255, or -1 for all.");
        var pin = Pin switch
        {
            null => known?.Pin,
            -1 => null,
            { } number => new VirtualPin((byte)number),
        };
        return new WebhookInterest(
            Triggers is null ? known?.Triggers ?? WebhookTriggers.None : WebhookTriggerWords.Read(Triggers),
            template,
            pin,
            EventCodes ?? known?.EventCodes ?? [],
            IncludesBelow ?? known?.IncludesBelow ?? false
        );
    }
}

/// <summary>One thing that a webhook is called for.</summary>
internal enum WebhookTrigger
{
    Activated,
    Online,
    Offline,
    Datastream,
    Event,
}

internal static class WebhookTriggerWords
{
    public static WebhookTriggers Read(IReadOnlyList<WebhookTrigger> words) =>
        words.Aggregate(WebhookTriggers.None, (all, word) => all | (WebhookTriggers)(1 << (int)word));

    public static IReadOnlyList<WebhookTrigger> Of(WebhookTriggers triggers) =>
        [.. Enum.GetValues<WebhookTrigger>().Where(word => triggers.HasFlag((WebhookTriggers)(1 << (int)word)))];
}

/// <param name="OverlapMinutes">How long messages are signed with the secret before, too.</param>
internal sealed record RotateWebhookSecret(int? OverlapMinutes);
