using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a metadata field may be (activation.md §8.3): draft and present state in, new state or refusal out.</summary>
internal static class MetadataFieldDefinition
{
    public const int NameCharactersMax = 50;

    /// <summary>Fields of one template.</summary>
    public const int FieldsMax = 100;

    // 1 to 99 are built in.
    private const int FirstId = 100;

    private static readonly string[] BuiltIn =
    [
        .. MetadataField.WritableByEveryDevice,
        "Device Name",
        "Device Owner",
        "Location",
    ];

    public static Outcome<MetadataField> Make(Template template, MetadataFieldDraft draft)
    {
        if (template.MetadataFields.Count >= FieldsMax)
            return new Refusal(
                RefusalKind.LimitReached,
                "metadata_fields_limit",
                $"A template has at most {FieldsMax} metadata fields; remove one first."
            );
        var id = FirstId;
        foreach (var field in template.MetadataFields)
            id = Math.Max(id, field.Id + 1);
        var blank = new MetadataField(id, "", MetadataType.Text, null, AskAtProvisioning: false, Required: false);
        return Check(template, Merge(blank, draft));
    }

    /// <remarks>With another type, a default that the draft does not name falls away.</remarks>
    public static Outcome<MetadataField> Change(Template template, MetadataField field, MetadataFieldDraft draft)
    {
        var kept = draft.Type is null || draft.Type == field.Type ? field : field with { DefaultValue = null };
        return Check(template, Merge(kept, draft));
    }

    private static MetadataField Merge(MetadataField field, MetadataFieldDraft draft) =>
        field with
        {
            Name = draft.Name ?? field.Name,
            Type = draft.Type ?? field.Type,
            DefaultValue = draft.DefaultValue ?? field.DefaultValue,
            AskAtProvisioning = draft.AskAtProvisioning ?? field.AskAtProvisioning,
            Required = draft.Required ?? field.Required,
        };

    private static Outcome<MetadataField> Check(Template template, MetadataField field)
    {
        if (!Enum.IsDefined(field.Type))
            return Refusal.Invalid("type", "There is no such type: Text, Number, Imei or Iccid.");
        var name = TextRules.Take("name", field.Name, NameCharactersMax);
        if (!name.Succeeded)
            return name.Refusal;
        if (IsTaken(template, field.Id, name.Value))
            return new Refusal(
                RefusalKind.Conflict,
                "name_taken",
                $"There is a metadata field {name.Value} already.",
                "name"
            );
        if (string.IsNullOrEmpty(field.DefaultValue))
            return field with { Name = name.Value, DefaultValue = null };
        var value = MetadataRules.Take("defaultValue", field.Type, field.DefaultValue);
        return value.Succeeded ? field with { Name = name.Value, DefaultValue = value.Value } : value.Refusal;
    }

    private static bool IsTaken(Template template, int id, string name)
    {
        if (BuiltIn.Contains(name, StringComparer.Ordinal))
            return true;
        foreach (var other in template.MetadataFields)
        {
            if (other.Id != id && string.Equals(other.Name, name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
