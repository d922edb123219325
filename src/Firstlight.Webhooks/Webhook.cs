using Firstlight.Core;

namespace Firstlight.Webhooks;

/// <summary>A webhook's number.</summary>
public readonly record struct WebhookId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An address of an integrator that is told what happens to devices (docs/decisions/0036).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Organisation">Whose it is, and whose devices it hears of.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Url">Where to post to.</param>
/// <param name="Interest">What it hears of.</param>
/// <param name="Request">What a request looks like.</param>
/// <param name="RequestsPerMinute">How often it is called; 1 to <see cref="RequestsPerMinuteMax"/>.</param>
/// <param name="CreatedBy">Who made it; null when that is not known any more.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Enabled">False: nothing is noted for it and nothing sent.</param>
/// <param name="Secrets">What it signs with, the newest first; never more than <see cref="SecretsMax"/>.</param>
/// <param name="Health">How it fares.</param>
public sealed record Webhook(
    WebhookId Id,
    OrganisationId Organisation,
    string Name,
    Uri Url,
    WebhookInterest Interest,
    WebhookRequest Request,
    int RequestsPerMinute,
    UserId? CreatedBy,
    DateTimeOffset CreatedAt,
    bool Enabled,
    IReadOnlyList<SigningSecret> Secrets,
    WebhookHealth Health
)
{
    /// <summary>The present secret and the one before it.</summary>
    public const int SecretsMax = 2;

    /// <summary>Webhooks that one organisation has.</summary>
    public const int PerOrganisationMax = 100;

    /// <summary>The rate of the product we are compatible with.</summary>
    public const int RequestsPerMinuteDefault = 10;

    /// <summary>Ten a second: one request at a time, so that a device's messages stay in order.</summary>
    public const int RequestsPerMinuteMax = 600;

    /// <summary>Redacted: an address may hold a secret.</summary>
    public override string ToString() => $"webhook {Id}";
}

/// <summary>What a request looks like beside its signature.</summary>
/// <param name="Content">What its body is.</param>
/// <param name="Body">A text with placeholders; null for our own JSON.</param>
/// <param name="Headers">What the user adds.</param>
public sealed record WebhookRequest(WebhookContent Content, string? Body, IReadOnlyList<WebhookHeader> Headers);

/// <summary>What a body is; placeholders are escaped for it.</summary>
public enum WebhookContent
{
    /// <summary><c>application/json</c>.</summary>
    Json,

    /// <summary><c>application/x-www-form-urlencoded</c>.</summary>
    Form,

    /// <summary><c>text/plain</c>.</summary>
    Text,
}

/// <summary>A header of the user's own; its value is a secret.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SealedValue">Its value, sealed.</param>
public sealed record WebhookHeader(string Name, byte[] SealedValue);

/// <summary>What a webhook signs with.</summary>
/// <param name="Sealed">The secret, sealed.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is not used any more; null for never.</param>
public sealed record SigningSecret(byte[] Sealed, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>How a webhook fares.</summary>
/// <param name="LastSuccessAt">When its receiver took a message last.</param>
/// <param name="FailingSince">Since when no message was taken; null when the last one was.</param>
/// <param name="LastFailure">Why the last failed one failed.</param>
/// <param name="DisabledBecause">Why it was switched off by the cloud; null when it was not.</param>
/// <param name="Waiting">Messages that wait to be sent, or sent again.</param>
/// <param name="Dead">Messages that were given up and are kept.</param>
/// <param name="Lost">Messages that found no place, neither in the queue nor among the dead letters.</param>
public sealed record WebhookHealth(
    DateTimeOffset? LastSuccessAt,
    DateTimeOffset? FailingSince,
    string? LastFailure,
    string? DisabledBecause,
    int Waiting,
    int Dead,
    long Lost
)
{
    /// <summary>Of one that has never been called.</summary>
    public static WebhookHealth New { get; } = new(null, null, null, null, 0, 0, 0);
}
