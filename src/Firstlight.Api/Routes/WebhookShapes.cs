using Firstlight.Core;
using Firstlight.Webhooks;

namespace Firstlight.Api;

/// <summary>A class, not a record: a record would print the headers.</summary>
internal sealed class WebhookRequestBody
{
    public string? Name { get; init; }

    /// <summary>Where to post to; https, of at most 512 characters.</summary>
    public string? Url { get; init; }

    /// <summary>For what it is called: Activated, Online, Offline, Datastream, Event.</summary>
    public IReadOnlyList<string>? Triggers { get; init; }

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

    /// <summary>All headers of the user's own. One with an empty value keeps the value it has; values are never shown.</summary>
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
        var triggers = Triggers is null ? known?.Triggers ?? WebhookTriggers.None : WebhookTriggerWords.Read(Triggers);
        if (!triggers.Succeeded)
            return triggers.Refusal;
        return new WebhookInterest(
            triggers.Value,
            template,
            pin,
            EventCodes ?? known?.EventCodes ?? [],
            IncludesBelow ?? known?.IncludesBelow ?? false
        );
    }
}

/// <summary>What a webhook is called for, as a list of words.</summary>
internal static class WebhookTriggerWords
{
    private static readonly WebhookTriggers[] Single =
    [
        .. Enum.GetValues<WebhookTriggers>().Where(trigger => int.IsPow2((int)trigger)),
    ];

    public static IReadOnlyList<string> Of(WebhookTriggers triggers) =>
        [.. Single.Where(one => triggers.HasFlag(one)).Select(one => one.ToString())];

    public static Outcome<WebhookTriggers> Read(IReadOnlyList<string> words)
    {
        var read = WebhookTriggers.None;
        foreach (var word in words)
        {
            if (!Array.Exists(Single, one => one.ToString() == word))
                return Refusal.Invalid(
                    "triggers",
                    $"There is no trigger '{word}'. There are: {string.Join(", ", Of(WebhookTriggers.All))}."
                );
            read |= Enum.Parse<WebhookTriggers>(word);
        }

        return read;
    }
}

/// <param name="OverlapMinutes">How long messages are signed with the secret before, too.</param>
internal sealed record RotateWebhookSecret(int? OverlapMinutes);
