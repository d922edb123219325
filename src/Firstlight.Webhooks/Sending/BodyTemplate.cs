using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Firstlight.Webhooks;

/// <summary>A body of the user's own. A placeholder is a word in braces, which no JSON has; each is escaped for what the body is.</summary>
internal static partial class BodyTemplate
{
    private static readonly string[] Names =
    [
        "device_id",
        "device_name",
        "device_templateId",
        "device_productName",
        "device_orgName",
        "device_orgId",
        "device_dateCreated",
        "device_pin",
        "device_pinValue",
        "event_type",
        "event_code",
        "event_description",
        "timestamp_unix",
        "timestamp_iso8601",
    ];

    /// <summary>The placeholders, for people.</summary>
    public static string KnownNames { get; } = string.Join(", ", Names.Select(name => $"{{{name}}}"));

    /// <summary>The first placeholder that there is not; null when all are known.</summary>
    public static string? FindUnknown(string text)
    {
        foreach (Match match in Placeholder().Matches(text))
        {
            if (!Names.Contains(match.Groups["name"].Value, StringComparer.Ordinal))
                return match.Groups["name"].Value;
        }

        return null;
    }

    public static string Fill(string text, WebhookContent content, WebhookEvent what) =>
        Placeholder().Replace(text, match => Escape(content, ValueOf(match.Groups["name"].Value, what)));

    private static string Escape(WebhookContent content, string value) =>
        content switch
        {
            WebhookContent.Json => JsonEncodedText.Encode(value).ToString(),
            WebhookContent.Form => Uri.EscapeDataString(value),
            _ => value,
        };

    private static string ValueOf(string name, WebhookEvent what) =>
        name switch
        {
            "device_id" => Text(what.Device.Id),
            "device_name" => what.Device.Name,
            "device_templateId" => what.Device.TemplateId,
            "device_productName" => what.Device.TemplateName,
            "device_orgName" => what.Device.OrganisationName,
            "device_orgId" => Text(what.Device.OrganisationId),
            "device_dateCreated" => what.Device.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            "device_pin" => what.Pin is { } pin ? $"V{pin}" : "",
            "device_pinValue" => what.Value ?? "",
            "event_type" => what.Type,
            "event_code" => what.Code ?? "",
            "event_description" => what.Description ?? "",
            "timestamp_unix" => Text(what.At.ToUnixTimeSeconds()),
            "timestamp_iso8601" => what.At.ToString("O", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A placeholder that was not checked."),
        };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\{(?<name>[A-Za-z][A-Za-z0-9_]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Placeholder();
}
