using System.Net;
using System.Net.Http.Headers;

namespace Firstlight.Webhooks;

/// <summary>One request as it goes out: the body, its signatures, and the user's headers.</summary>
internal static class Requests
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string UserAgent = "Firstlight-Webhooks/1";

    public static HttpRequestMessage Make(
        Webhook webhook,
        string messageId,
        byte[] body,
        Vault vault,
        DateTimeOffset now
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Version = HttpVersion.Version11,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeOf(webhook.Request.Content), "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var header in webhook.Request.Headers)
            request.Headers.TryAddWithoutValidation(header.Name, vault.Unseal(header.SealedValue));
        request.Headers.TryAddWithoutValidation(IdHeader, messageId);
        request.Headers.TryAddWithoutValidation(TimestampHeader, SecretText.Timestamp(now));
        var signatures = webhook
            .Secrets.Where(secret => secret.ExpiresAt is not { } end || end > now)
            .Select(secret => new SecretText(vault.Unseal(secret.Sealed)).Sign(messageId, now, body));
        request.Headers.TryAddWithoutValidation(SignatureHeader, string.Join(' ', signatures));
        request.Headers.ConnectionClose = true;
        return request;
    }

    private static string MediaTypeOf(WebhookContent content) =>
        content switch
        {
            WebhookContent.Json => "application/json",
            WebhookContent.Form => "application/x-www-form-urlencoded",
            WebhookContent.Text => "text/plain",
            _ => throw new ArgumentOutOfRangeException(nameof(content), content, "A content of an unknown kind."),
        };
}
