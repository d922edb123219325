using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a template may say about itself (activation.md §8.1): draft and present state in, new state or refusal out.</summary>
internal static class TemplateDefinition
{
    public const int NameCharactersMax = 100;
    public const int HardwareCharactersMax = 50;
    public const int HotspotPrefixCharactersMax = 20;
    public const int WelcomeTextCharactersMax = 500;

    private const string HardwareDefault = "ESP32";

    // What firmware in the field puts there unless it was told otherwise, and what its apps look for.
    private const string HotspotPrefixDefault = "Blynk";

    // The reference speaks of months in one place and 30 minutes in another (activation.md §11, §16.6).
    private static readonly TimeSpan OfflineAfterMax = TimeSpan.FromDays(30);
    private static readonly TimeSpan OfflineAfterDefault = TimeSpan.FromMinutes(1);

    public static Outcome<Template> Make(
        TemplateId id,
        OrganisationId organisation,
        TemplateDraft draft,
        DateTimeOffset now
    )
    {
        var made = Check(
            new Template(
                id,
                organisation,
                draft.Name ?? "",
                draft.Hardware ?? HardwareDefault,
                draft.ConnectionType ?? ConnectionType.WiFi,
                draft.HotspotPrefix ?? HotspotPrefixDefault,
                draft.OfflineAfter ?? OfflineAfterDefault,
                [],
                [],
                now
            )
            {
                WelcomeText = draft.WelcomeText,
            }
        );
        foreach (var datastream in draft.Datastreams)
        {
            if (!made.Succeeded)
                return made;
            var added = TemplateEdits.AddDatastream(made.Value, datastream);
            made = added.Succeeded ? added.Value.Template : added.Refusal;
        }

        return made;
    }

    public static Outcome<Template> Change(Template template, TemplateDraft draft)
    {
        if (draft.Id is { } id && id != template.Id)
            return Refusal.Invalid("id", $"The id of {template.Id} cannot change: devices in the field carry it.");
        return Check(
            template with
            {
                Name = draft.Name ?? template.Name,
                Hardware = draft.Hardware ?? template.Hardware,
                ConnectionType = draft.ConnectionType ?? template.ConnectionType,
                HotspotPrefix = draft.HotspotPrefix ?? template.HotspotPrefix,
                OfflineAfter = draft.OfflineAfter ?? template.OfflineAfter,
                WelcomeText = draft.WelcomeText ?? template.WelcomeText,
            }
        );
    }

    private static Outcome<Template> Check(Template template)
    {
        var name = TextRules.TakeWords("name", template.Name, NameCharactersMax);
        if (!name.Succeeded)
            return name.Refusal;
        var hardware = TextRules.Take("hardware", template.Hardware, HardwareCharactersMax);
        if (!hardware.Succeeded)
            return hardware.Refusal;
        var prefix = TextRules.TakeWords("hotspotPrefix", template.HotspotPrefix, HotspotPrefixCharactersMax);
        if (!prefix.Succeeded)
            return prefix.Refusal;
        if (!Enum.IsDefined(template.ConnectionType))
            return Refusal.Invalid("connectionType", "There is no such connection type.");
        if (template.OfflineAfter < TimeSpan.Zero || template.OfflineAfter > OfflineAfterMax)
            return Refusal.Invalid("offlineAfter", "The wait before offline is between zero and 30 days.");
        var welcome = TextRules.TakeOrEmpty("welcomeText", template.WelcomeText ?? "", WelcomeTextCharactersMax);
        if (!welcome.Succeeded)
            return welcome.Refusal;
        return template with
        {
            Name = name.Value,
            Hardware = hardware.Value,
            HotspotPrefix = prefix.Value,
            WelcomeText = welcome.Value.Length == 0 ? null : welcome.Value,
        };
    }
}
