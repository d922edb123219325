using System.Collections.Immutable;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>
/// All templates in memory, beside the store that has them on disk. Readers take the present picture without waiting;
/// writers go one after the other: disk first, then a new picture.
/// </summary>
internal sealed partial class TemplateCatalog(
    ITemplateStore store,
    IRandomSource random,
    ILiveEvents live,
    TimeProvider time,
    ILogger<TemplateCatalog> logger,
    IBackbone? backbone = null
) : ITemplateCatalog, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private volatile ImmutableDictionary<TemplateId, Template>? _loaded;

    // Before loading nobody knows whether a template exists, and "unknown" would end a device's provisioning.
    private ImmutableDictionary<TemplateId, Template> Templates =>
        _loaded ?? throw new StorageUnavailableException("The templates are not loaded yet.");

    /// <summary>Reads all of them from the store. Answers how many there are.</summary>
    public async Task<int> LoadAsync(CancellationToken cancellation)
    {
        var templates = await store.ReadAllAsync(cancellation);
        _uses = [.. await store.ReadUsesAsync(cancellation)];
        _loaded = templates.ToImmutableDictionary(template => template.Id);
        return templates.Count;
    }

    public ValueTask<Template?> FindAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation) =>
        Find(organisation, id) is { } found ? new(found)
        : backbone is null ? default
        : new(FindAnewAsync(organisation, id, cancellation));

    public Task<IReadOnlyList<Template>> ListAsync(OrganisationId organisation, CancellationToken cancellation)
    {
        IReadOnlyList<Template> templates =
        [
            .. Templates
                .Values.Where(template => IsSeenIn(organisation, template))
                .OrderBy(template => template.Name, StringComparer.OrdinalIgnoreCase),
        ];
        return Task.FromResult(templates);
    }

    public async Task<Outcome<Template>> CreateAsync(
        OrganisationId organisation,
        TemplateDraft draft,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        if (draft.Id is { } wanted && Templates.ContainsKey(wanted))
            return IdTaken(wanted);
        var id = draft.Id ?? TemplateId.New(random);
        var made = TemplateDefinition.Make(id, organisation, draft, time.GetUtcNow());
        if (!made.Succeeded)
            return made;
        if (IsNameTaken(made.Value))
            return NameTaken(made.Value);
        // A turn that has begun is finished even if its caller leaves: disk and memory must not part.
        if (!await store.TryInsertAsync(made.Value, CancellationToken.None))
            return NameTaken(made.Value);
        _loaded = Templates.Add(id, made.Value);
        Log.TemplateMade(logger, id);
        Announce(made.Value);
        return made;
    }

    public async Task<Outcome<Template>> UpdateAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateDraft draft,
        CancellationToken cancellation
    )
    {
        return await EditAsync<Template>(
            organisation,
            id,
            template =>
            {
                var changed = TemplateDefinition.Change(template, draft);
                return changed.Succeeded ? new TemplateEdit<Template>(changed.Value, changed.Value) : changed.Refusal;
            },
            cancellation
        );
    }

    public async Task<Outcome<Done>> DeleteAsync(
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        var found = FindOwn(organisation, id);
        if (!found.Succeeded)
            return found.Refusal;
        var template = found.Value;
        if (!await store.TryDeleteAsync(id, CancellationToken.None))
            return new Refusal(
                RefusalKind.Conflict,
                "template_in_use",
                $"There are devices of {template.Name}; delete them first."
            );
        _loaded = Templates.Remove(id);
        Log.TemplateRemoved(logger, id);
        Announce(template);
        _uses = _uses.Except(_uses.Where(use => use.Template == id));
        return default(Done);
    }

    public Task<Outcome<Datastream>> AddDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        DatastreamDraft draft,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.AddDatastream(template, draft), cancellation);

    public Task<Outcome<Datastream>> UpdateDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        DatastreamDraft draft,
        CancellationToken cancellation
    ) =>
        EditAsync(
            organisation,
            id,
            template => TemplateEdits.ChangeDatastream(template, datastreamId, draft),
            cancellation
        );

    public Task<Outcome<Done>> RemoveDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.RemoveDatastream(template, datastreamId), cancellation);

    public Task<Outcome<MetadataField>> AddMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.AddMetadataField(template, draft), cancellation);

    public Task<Outcome<MetadataField>> UpdateMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    ) =>
        EditAsync(
            organisation,
            id,
            template => TemplateEdits.ChangeMetadataField(template, fieldId, draft),
            cancellation
        );

    public Task<Outcome<Done>> RemoveMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.RemoveMetadataField(template, fieldId), cancellation);

    public Task<Outcome<TemplateEvent>> AddEventAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateEventDraft draft,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.AddEvent(template, draft), cancellation);

    public Task<Outcome<TemplateEvent>> UpdateEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        TemplateEventDraft draft,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.ChangeEvent(template, eventId, draft), cancellation);

    public Task<Outcome<Done>> RemoveEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        CancellationToken cancellation
    ) => EditAsync(organisation, id, template => TemplateEdits.RemoveEvent(template, eventId), cancellation);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposals, 1) > 0)
            return;
        _hearing?.Dispose();
        _ending.Cancel();
        _ending.Dispose();
        _writing.Dispose();
    }

    private Template? Find(OrganisationId organisation, TemplateId id) =>
        Templates.TryGetValue(id, out var template) && IsSeenIn(organisation, template) ? template : null;

    private async Task<Outcome<T>> EditAsync<T>(
        OrganisationId organisation,
        TemplateId id,
        Func<Template, Outcome<TemplateEdit<T>>> edit,
        CancellationToken cancellation
    )
    {
        using var turn = await TakeTurnAsync(cancellation);
        var found = FindOwn(organisation, id);
        if (!found.Succeeded)
            return found.Refusal;
        var edited = edit(found.Value);
        if (!edited.Succeeded)
            return edited.Refusal;
        var (changed, part) = edited.Value;
        if (IsNameTaken(changed) || !await store.TryReplaceAsync(changed, CancellationToken.None))
            return NameTaken(changed);
        _loaded = Templates.SetItem(id, changed);
        Log.TemplateChanged(logger, id);
        Announce(changed);
        return part;
    }

    // To whoever has it: its own organisation, and those that use it.
    private void Announce(Template template)
    {
        TellOtherNodes();
        Announce(template, template.Organisation);
        foreach (var use in _uses)
        {
            if (use.Template == template.Id)
                Announce(template, use.Organisation);
        }
    }

    private void Announce(Template template, OrganisationId organisation) =>
        live.Publish(
            new LiveEvent(organisation, "template.changed", time.GetUtcNow(), new TemplateTouched(template.Id.Value))
        );

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await CatchUpAsync(cancellation);
        }
        catch
        {
            _writing.Release();
            throw;
        }

        return new Turn(_writing);
    }

    private bool IsNameTaken(Template template) =>
        Templates.Values.Any(other =>
            other.Id != template.Id
            && other.Organisation == template.Organisation
            && string.Equals(other.Name, template.Name, StringComparison.OrdinalIgnoreCase)
        );

    private static Refusal Unknown(TemplateId id) => Refusal.NotFound("template", $"There is no template {id}.");

    private static Refusal IdTaken(TemplateId id) =>
        new(RefusalKind.Conflict, "id_taken", $"The template id {id} is taken.", "id");

    private static Refusal NameTaken(Template template) =>
        new(RefusalKind.Conflict, "name_taken", $"There is a template {template.Name} already.", "name");

    /// <summary>Data of <c>template.changed</c>.</summary>
    private sealed record TemplateTouched(string TemplateId);

    private readonly struct Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
