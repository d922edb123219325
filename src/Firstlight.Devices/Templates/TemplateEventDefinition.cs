using System.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What an event of a template may be (activation.md §8.4): draft and present state in, new state or refusal out.</summary>
internal static class TemplateEventDefinition
{
    public const int CodeCharactersMax = 50;
    public const int NameCharactersMax = 50;
    public const int DescriptionCharactersMax = 250;

    /// <summary>Events of one template.</summary>
    public const int EventsMax = 100;

    // The cloud logs these itself, for every device.
    private static readonly string[] BuiltIn = ["online", "offline", "activated"];

    public static Outcome<TemplateEvent> Make(Template template, TemplateEventDraft draft)
    {
        if (template.Events.Count >= EventsMax)
            return new Refusal(
                RefusalKind.LimitReached,
                "events_limit",
                $"A template has at most {EventsMax} events; remove one first."
            );
        var last = 0;
        foreach (var known in template.Events)
            last = Math.Max(last, known.Id);
        var blank = new TemplateEvent(last + 1, "", draft.Code ?? "", EventSeverity.Info, null);
        return Check(template, Merge(blank, draft));
    }

    public static Outcome<TemplateEvent> Change(Template template, TemplateEvent present, TemplateEventDraft draft) =>
        Check(template, Merge(present, draft));

    private static TemplateEvent Merge(TemplateEvent present, TemplateEventDraft draft) =>
        present with
        {
            Code = draft.Code ?? present.Code,
            Name = draft.Name ?? present.Name,
            Severity = draft.Severity ?? present.Severity,
            Description = draft.Description ?? present.Description,
        };

    private static Outcome<TemplateEvent> Check(Template template, TemplateEvent wanted)
    {
        if (!Enum.IsDefined(wanted.Severity))
            return Refusal.Invalid("severity", "There is no such severity: Info, Warning or Critical.");
        var code = TakeWords("code", wanted.Code, CodeCharactersMax);
        if (!code.Succeeded)
            return code.Refusal;
        var name = TakeWords("name", wanted.Name, NameCharactersMax);
        if (!name.Succeeded)
            return name.Refusal;
        var description = TextRules.TakeOrEmpty("description", wanted.Description ?? "", DescriptionCharactersMax);
        if (!description.Succeeded)
            return description.Refusal;
        var clean = wanted with
        {
            Code = code.Value,
            Name = name.Value,
            Description = description.Value.Length == 0 ? null : description.Value,
        };
        return FindClash(template, clean) is { } clash ? clash : clean;
    }

    private static Refusal? FindClash(Template template, TemplateEvent wanted)
    {
        if (BuiltIn.Contains(wanted.Code, StringComparer.Ordinal))
            return new Refusal(RefusalKind.Conflict, "code_taken", $"The cloud logs '{wanted.Code}' itself.", "code");
        foreach (var other in template.Events)
        {
            if (other.Id == wanted.Id)
                continue;
            if (string.Equals(other.Code, wanted.Code, StringComparison.Ordinal))
                return new Refusal(
                    RefusalKind.Conflict,
                    "code_taken",
                    $"'{wanted.Code}' is {other.Name} already.",
                    "code"
                );
            if (string.Equals(other.Name, wanted.Name, StringComparison.OrdinalIgnoreCase))
                return new Refusal(
                    RefusalKind.Conflict,
                    "name_taken",
                    $"There is an event {other.Name} already.",
                    "name"
                );
        }

        return null;
    }

    private static Outcome<string> TakeWords(string field, string text, int charactersMax)
    {
        var taken = TextRules.Take(field, text, charactersMax);
        if (!taken.Succeeded)
            return taken;
        foreach (var rune in taken.Value.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not (' ' or '_'))
                return Refusal.Invalid(
                    field,
                    $"The {field} contains '{rune}'; only letters, digits, spaces and underscores are allowed."
                );
        }

        return taken;
    }
}
