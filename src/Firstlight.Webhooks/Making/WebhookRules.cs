using System.Net;
using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>What a webhook must look like, and the words with which one is refused.</summary>
internal static class WebhookRules
{
    public const int NameCharactersMax = 64;

    /// <summary>As the product we are compatible with.</summary>
    public const int UrlCharactersMax = 512;

    /// <summary>As the console of the product we are compatible with.</summary>
    public const int BodyCharactersMax = 5 * 1024;

    private const int CodeCharactersMax = 50;

    public static Refusal TooMany { get; } =
        new(
            RefusalKind.LimitReached,
            "too_many_webhooks",
            $"An organisation has at most {Webhook.PerOrganisationMax} webhooks. Delete one that is not used any more."
        );

    public static Refusal NotBelow { get; } =
        new(
            RefusalKind.Forbidden,
            "forbidden",
            "To hear of the organisations below you need the permission to act in them (SwitchOrganisations)."
        );

    public static Refusal Busy { get; } =
        new(RefusalKind.LimitReached, "webhook_busy", "This webhook's rate is used up. Wait a moment, then try again.");

    public static Refusal NotFound(WebhookId webhook) => Refusal.NotFound("webhook", $"There is no webhook {webhook}.");

    public static Refusal NoDelivery(long delivery) =>
        Refusal.NotFound("delivery", $"There is no dead letter {delivery}, or the queue has no room for it.");

    public static Refusal? CheckName(string name) =>
        name.Length is 0 or > NameCharactersMax || name.Any(char.IsControl)
            ? Refusal.Invalid(
                "name",
                $"A webhook's name has 1 to {NameCharactersMax} characters and no control characters."
            )
            : null;

    public static Refusal? CheckRate(int requestsPerMinute) =>
        requestsPerMinute is < 1 or > Webhook.RequestsPerMinuteMax
            ? Refusal.Invalid(
                "requestsPerMinute",
                $"A webhook is called 1 to {Webhook.RequestsPerMinuteMax} times a minute."
            )
            : null;

    public static Refusal? CheckOverlap(TimeSpan overlap) =>
        overlap < TimeSpan.Zero || overlap > IWebhooks.OverlapMax
            ? Refusal.Invalid(
                "overlapMinutes",
                $"The secret before lives on for 0 to {IWebhooks.OverlapMax.TotalMinutes:N0} minutes."
            )
            : null;

    public static Outcome<Uri> ReadUrl(string? text, bool allowPrivate)
    {
        if (
            text is null
            || text.Length > UrlCharactersMax
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http")
            || HostOf(url) is not { Length: > 0 } host
        )
            return Invalid(
                $"Give an address such as https://example.com/hook, of at most {UrlCharactersMax} characters."
            );
        if (url.UserInfo.Length > 0)
            return Invalid("Leave user and password out of the address: put them into a header, which is kept secret.");
        if (url.Fragment.Length > 0)
            return Invalid("Leave out the part from # on: it is never sent.");
        if (url.Scheme == Uri.UriSchemeHttp && !allowPrivate)
            return Invalid(
                "The address begins with https://. This cloud's operator has not opened its own network, where http:// would do."
            );
        if (IPAddress.TryParse(host, out var literal) && !AddressRules.MayReach(literal, allowPrivate))
            return Invalid(
                "Webhooks do not reach private, local and reserved addresses; see docs/operate/webhooks.md."
            );
        return url;
    }

    /// <summary>The host as it is dialled; null for a name that cannot be one.</summary>
    private static string? HostOf(Uri url)
    {
        try
        {
            return url.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    public static Refusal? CheckInterest(WebhookInterest interest)
    {
        if (interest.Triggers == WebhookTriggers.None)
            return Refusal.Invalid("triggers", "Say at least one thing that the webhook is called for.");
        if (interest.EventCodes.Count > WebhookInterest.EventCodesMax)
            return Refusal.Invalid(
                "eventCodes",
                $"Name at most {WebhookInterest.EventCodesMax} codes, or none for all."
            );
        if (interest.EventCodes.Any(code => code.Length is 0 or > CodeCharactersMax || code.Any(char.IsControl)))
            return Refusal.Invalid("eventCodes", $"An event's code has 1 to {CodeCharactersMax} characters.");
        return null;
    }

    public static Refusal? CheckBody(string? body)
    {
        if (body is null)
            return null;
        if (body.Length > BodyCharactersMax)
            return Refusal.Invalid("body", $"A body has at most {BodyCharactersMax:N0} characters.");
        if (BodyTemplate.FindUnknown(body) is not { } unknown)
            return null;
        return unknown == "device_authToken"
            ? Refusal.Invalid("body", "A device's AuthToken is never sent: whoever reads it is the device.")
            : Refusal.Invalid("body", $"There is no placeholder {{{unknown}}}. There are: {BodyTemplate.KnownNames}.");
    }

    private static Refusal Invalid(string message) => Refusal.Invalid("url", message);
}
