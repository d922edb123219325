using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Support;

/// <summary>A catalogue in memory with the few rules that this door's tests meet.</summary>
public sealed class FakeTemplates(World world, IRandomSource random, TimeProvider time) : ITemplateCatalog
{
    private readonly Dictionary<TemplateId, Template> _templates = [];
    private readonly HashSet<(TemplateId, OrganisationId)> _uses = [];

    public Task<Outcome<Template>> EnableAsync(
        OrganisationId above,
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    )
    {
        if (Find(above, id) is not { } template)
            return Answer<Template>(NoTemplate(id));
        _uses.Add((id, organisation));
        return Answer<Template>(template);
    }

    public Task InheritAsync(
        OrganisationId organisation,
        IReadOnlyList<TemplateId> templates,
        CancellationToken cancellation
    )
    {
        foreach (var id in templates)
            _uses.Add((id, organisation));
        return Task.CompletedTask;
    }

    /// <summary>What the storage would say.</summary>
    public IReadOnlyList<TemplateId> IdsIn(OrganisationId organisation) =>
        [.. _templates.Values.Where(template => IsSeen(template, organisation)).Select(template => template.Id)];

    public Task<Outcome<Done>> DisableAsync(
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    ) => Answer<Done>(_uses.Remove((id, organisation)) ? default(Done) : NoTemplate(id));

    public Task<Outcome<Template>> CreateAsync(
        OrganisationId organisation,
        TemplateDraft draft,
        CancellationToken cancellation
    )
    {
        world.Touch();
        if (string.IsNullOrWhiteSpace(draft.Name))
            return Answer<Template>(Refusal.Invalid("name", "A name is needed: 1 to 100 characters."));
        if (_templates.Values.Any(other => other.Name == draft.Name && other.Organisation == organisation))
            return Answer<Template>(new Refusal(RefusalKind.Conflict, "name_taken", "Taken.", "name"));
        var template = new Template(
            draft.Id ?? TemplateId.New(random),
            organisation,
            draft.Name,
            draft.Hardware ?? "ESP32",
            draft.ConnectionType ?? ConnectionType.WiFi,
            draft.HotspotPrefix ?? "Blynk",
            draft.OfflineAfter ?? TimeSpan.FromMinutes(1),
            [],
            [],
            time.GetUtcNow()
        )
        {
            WelcomeText = draft.WelcomeText,
        };
        _templates.Add(template.Id, template);
        return Answer<Template>(template);
    }

    public ValueTask<Template?> FindAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation) =>
        ValueTask.FromResult(Find(organisation, id));

    public Task<IReadOnlyList<Template>> ListAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        world.Touch();
        return Task.FromResult<IReadOnlyList<Template>>([
            .. _templates.Values.Where(template => IsSeen(template, organisation)),
        ]);
    }

    public Task<Outcome<Template>> UpdateAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateDraft draft,
        CancellationToken cancellation
    ) =>
        Change<Template>(
            organisation,
            id,
            template =>
            {
                var changed = template with
                {
                    Name = draft.Name ?? template.Name,
                    OfflineAfter = draft.OfflineAfter ?? template.OfflineAfter,
                };
                return (changed, changed);
            }
        );

    public Task<Outcome<Done>> DeleteAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation)
    {
        world.Touch();
        if (Find(organisation, id) is not { } template)
            return Answer<Done>(NoTemplate(id));
        if (template.Organisation != organisation)
            return Answer<Done>(FromAbove);
        _templates.Remove(id);
        return Answer<Done>(default(Done));
    }

    public Task<Outcome<Datastream>> AddDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        DatastreamDraft draft,
        CancellationToken cancellation
    )
    {
        if (draft.Pin is not { } pin)
            return Answer<Datastream>(Refusal.Invalid("pin", "A pin from V0 to V255 is needed."));
        if (draft.Type is not { } type)
            return Answer<Datastream>(Refusal.Invalid("type", "A type is needed."));
        return Change<Datastream>(
            organisation,
            id,
            template =>
            {
                if (template.FindDatastream(pin) is not null)
                    return new Refusal(RefusalKind.Conflict, "pin_taken", $"{pin} is taken.", "pin");
                var added = new Datastream(
                    template.Datastreams.Count + 1,
                    draft.Name ?? "",
                    pin,
                    type,
                    draft.Minimum,
                    draft.Maximum,
                    draft.Unit,
                    draft.DefaultValue,
                    draft.SyncOnConnect ?? false
                );
                return (template with { Datastreams = [.. template.Datastreams, added] }, added);
            }
        );
    }

    public Task<Outcome<Datastream>> UpdateDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        DatastreamDraft draft,
        CancellationToken cancellation
    ) =>
        Change<Datastream>(
            organisation,
            id,
            template =>
            {
                if (template.Datastreams.FirstOrDefault(stream => stream.Id == datastreamId) is not { } old)
                    return Refusal.NotFound("datastream", "There is no such datastream.");
                var changed = old with
                {
                    Name = draft.Name ?? old.Name,
                    Unit = draft.Unit ?? old.Unit,
                    Minimum = draft.Without.HasFlag(DatastreamParts.Minimum) ? null : draft.Minimum ?? old.Minimum,
                    Maximum = draft.Without.HasFlag(DatastreamParts.Maximum) ? null : draft.Maximum ?? old.Maximum,
                    DefaultValue = draft.Without.HasFlag(DatastreamParts.DefaultValue)
                        ? null
                        : draft.DefaultValue ?? old.DefaultValue,
                };
                return (
                    template with
                    {
                        Datastreams = [.. template.Datastreams.Select(stream => stream == old ? changed : stream)],
                    },
                    changed
                );
            }
        );

    public Task<Outcome<Done>> RemoveDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        CancellationToken cancellation
    ) =>
        Change<Done>(
            organisation,
            id,
            template =>
                template.Datastreams.FirstOrDefault(stream => stream.Id == datastreamId) is { } old
                    ? (
                        template with
                        {
                            Datastreams = [.. template.Datastreams.Where(stream => stream != old)],
                        },
                        default
                    )
                    : Refusal.NotFound("datastream", "There is no such datastream.")
        );

    public Task<Outcome<MetadataField>> AddMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    ) =>
        Change<MetadataField>(
            organisation,
            id,
            template =>
            {
                var added = new MetadataField(
                    100 + template.MetadataFields.Count,
                    draft.Name ?? "",
                    draft.Type ?? MetadataType.Text,
                    draft.DefaultValue,
                    draft.AskAtProvisioning ?? false,
                    draft.Required ?? false
                );
                return (template with { MetadataFields = [.. template.MetadataFields, added] }, added);
            }
        );

    public Task<Outcome<MetadataField>> UpdateMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    ) =>
        Change<MetadataField>(
            organisation,
            id,
            template =>
            {
                if (template.MetadataFields.FirstOrDefault(field => field.Id == fieldId) is not { } old)
                    return Refusal.NotFound("metadata_field", "There is no such field.");
                var changed = old with { Name = draft.Name ?? old.Name };
                return (
                    template with
                    {
                        MetadataFields = [.. template.MetadataFields.Select(field => field == old ? changed : field)],
                    },
                    changed
                );
            }
        );

    public Task<Outcome<TemplateEvent>> AddEventAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateEventDraft draft,
        CancellationToken cancellation
    ) =>
        Change<TemplateEvent>(
            organisation,
            id,
            template =>
            {
                if (string.IsNullOrEmpty(draft.Code))
                    return Refusal.Invalid("code", "A code is needed.");
                var added = new TemplateEvent(
                    template.Events.Count + 1,
                    draft.Code,
                    draft.Name ?? draft.Code,
                    draft.Severity ?? EventSeverity.Info,
                    draft.Description
                );
                return (template with { Events = [.. template.Events, added] }, added);
            }
        );

    public Task<Outcome<TemplateEvent>> UpdateEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        TemplateEventDraft draft,
        CancellationToken cancellation
    ) =>
        Change<TemplateEvent>(
            organisation,
            id,
            template =>
            {
                if (template.Events.FirstOrDefault(known => known.Id == eventId) is not { } old)
                    return Refusal.NotFound("event", "There is no such event.");
                var changed = old with { Severity = draft.Severity ?? old.Severity };
                return (
                    template with
                    {
                        Events = [.. template.Events.Select(known => known == old ? changed : known)],
                    },
                    changed
                );
            }
        );

    public Task<Outcome<Done>> RemoveEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        CancellationToken cancellation
    ) =>
        Change<Done>(
            organisation,
            id,
            template =>
                template.Events.FirstOrDefault(known => known.Id == eventId) is { } old
                    ? (template with { Events = [.. template.Events.Where(known => known != old)] }, default)
                    : Refusal.NotFound("event", "There is no such event.")
        );

    public Task<Outcome<Done>> RemoveMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        CancellationToken cancellation
    ) =>
        Change<Done>(
            organisation,
            id,
            template =>
                template.MetadataFields.FirstOrDefault(field => field.Id == fieldId) is { } old
                    ? (
                        template with
                        {
                            MetadataFields = [.. template.MetadataFields.Where(field => field != old)],
                        },
                        default
                    )
                    : Refusal.NotFound("metadata_field", "There is no such field.")
        );

    private Template? Find(OrganisationId organisation, TemplateId id)
    {
        world.Touch();
        return _templates.TryGetValue(id, out var template) && IsSeen(template, organisation) ? template : null;
    }

    private bool IsSeen(Template template, OrganisationId organisation) =>
        template.Organisation == organisation || _uses.Contains((template.Id, organisation));

    private static Refusal FromAbove { get; } = new(RefusalKind.Conflict, "template_from_above", "Changed above.");

    private Task<Outcome<T>> Change<T>(
        OrganisationId organisation,
        TemplateId id,
        Func<Template, Outcome<(Template Template, T Part)>> change
    )
    {
        if (Find(organisation, id) is not { } template)
            return Answer<T>(NoTemplate(id));
        if (template.Organisation != organisation)
            return Answer<T>(FromAbove);
        var changed = change(template);
        if (!changed.Succeeded)
            return Answer<T>(changed.Refusal);
        _templates[id] = changed.Value.Template;
        return Answer<T>(changed.Value.Part);
    }

    private static Refusal NoTemplate(TemplateId id) => Refusal.NotFound("template", $"There is no template {id}.");

    private static Task<Outcome<T>> Answer<T>(Outcome<T> outcome) => Task.FromResult(outcome);
}
