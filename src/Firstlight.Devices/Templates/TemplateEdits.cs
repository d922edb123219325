using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>A template after an edit, and the part of it that the edit was about.</summary>
internal readonly record struct TemplateEdit<T>(Template Template, T Part);

/// <summary>Edits of a template's parts: template and draft in, template or refusal out.</summary>
internal static class TemplateEdits
{
    public static Outcome<TemplateEdit<Datastream>> AddDatastream(Template template, DatastreamDraft draft)
    {
        var made = DatastreamDefinition.Make(template, draft);
        return made.Succeeded
            ? With(template with { Datastreams = [.. template.Datastreams, made.Value] }, made.Value)
            : made.Refusal;
    }

    public static Outcome<TemplateEdit<Datastream>> ChangeDatastream(Template template, int id, DatastreamDraft draft)
    {
        if (template.Datastreams.FirstOrDefault(stream => stream.Id == id) is not { } present)
            return UnknownDatastream(template, id);
        var changed = DatastreamDefinition.Change(template, present, draft);
        return changed.Succeeded
            ? With(
                template with
                {
                    Datastreams = [.. template.Datastreams.Select(stream => stream.Id == id ? changed.Value : stream)],
                },
                changed.Value
            )
            : changed.Refusal;
    }

    public static Outcome<TemplateEdit<Done>> RemoveDatastream(Template template, int id) =>
        template.Datastreams.Any(stream => stream.Id == id)
            ? With(
                template with
                {
                    Datastreams = [.. template.Datastreams.Where(stream => stream.Id != id)],
                },
                default(Done)
            )
            : UnknownDatastream(template, id);

    public static Outcome<TemplateEdit<MetadataField>> AddMetadataField(Template template, MetadataFieldDraft draft)
    {
        var made = MetadataFieldDefinition.Make(template, draft);
        return made.Succeeded
            ? With(template with { MetadataFields = [.. template.MetadataFields, made.Value] }, made.Value)
            : made.Refusal;
    }

    public static Outcome<TemplateEdit<MetadataField>> ChangeMetadataField(
        Template template,
        int id,
        MetadataFieldDraft draft
    )
    {
        if (template.MetadataFields.FirstOrDefault(field => field.Id == id) is not { } present)
            return UnknownField(template, id);
        var changed = MetadataFieldDefinition.Change(template, present, draft);
        return changed.Succeeded
            ? With(
                template with
                {
                    MetadataFields =
                    [
                        .. template.MetadataFields.Select(field => field.Id == id ? changed.Value : field),
                    ],
                },
                changed.Value
            )
            : changed.Refusal;
    }

    public static Outcome<TemplateEdit<Done>> RemoveMetadataField(Template template, int id) =>
        template.MetadataFields.Any(field => field.Id == id)
            ? With(
                template with
                {
                    MetadataFields = [.. template.MetadataFields.Where(field => field.Id != id)],
                },
                default(Done)
            )
            : UnknownField(template, id);

    public static Outcome<TemplateEdit<TemplateEvent>> AddEvent(Template template, TemplateEventDraft draft)
    {
        var made = TemplateEventDefinition.Make(template, draft);
        return made.Succeeded
            ? With(template with { Events = [.. template.Events, made.Value] }, made.Value)
            : made.Refusal;
    }

    public static Outcome<TemplateEdit<TemplateEvent>> ChangeEvent(Template template, int id, TemplateEventDraft draft)
    {
        if (template.Events.FirstOrDefault(known => known.Id == id) is not { } present)
            return UnknownEvent(template, id);
        var changed = TemplateEventDefinition.Change(template, present, draft);
        return changed.Succeeded
            ? With(
                template with
                {
                    Events = [.. template.Events.Select(known => known.Id == id ? changed.Value : known)],
                },
                changed.Value
            )
            : changed.Refusal;
    }

    public static Outcome<TemplateEdit<Done>> RemoveEvent(Template template, int id) =>
        template.Events.Any(known => known.Id == id)
            ? With(template with { Events = [.. template.Events.Where(known => known.Id != id)] }, default(Done))
            : UnknownEvent(template, id);

    private static TemplateEdit<T> With<T>(Template template, T part) => new(template, part);

    private static Refusal UnknownDatastream(Template template, int id) =>
        Refusal.NotFound("datastream", $"{template.Name} has no datastream {id}.");

    private static Refusal UnknownEvent(Template template, int id) =>
        Refusal.NotFound("event", $"{template.Name} has no event {id}.");

    private static Refusal UnknownField(Template template, int id) =>
        Refusal.NotFound("metadata_field", $"{template.Name} has no metadata field {id}.");
}
