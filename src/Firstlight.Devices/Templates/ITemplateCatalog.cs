using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a person says when making or changing a template; null keeps what is there or takes the default.</summary>
/// <param name="Id">Only when making one: an id that firmware in the field already carries. Refused when it is taken.</param>
public sealed record TemplateDraft(
    string? Name,
    string? Hardware = null,
    ConnectionType? ConnectionType = null,
    string? HotspotPrefix = null,
    TimeSpan? OfflineAfter = null,
    TemplateId? Id = null
)
{
    /// <summary>Only when making one: the datastreams it has from the beginning.</summary>
    public IReadOnlyList<DatastreamDraft> Datastreams { get; init; } = [];

    /// <summary>What the app says to a customer whose new unit is online, at most 500 characters; empty takes it away.</summary>
    public string? WelcomeText { get; init; }
}

/// <summary>What a person says when making or changing a datastream.</summary>
public sealed record DatastreamDraft(
    string? Name,
    VirtualPin? Pin,
    DatastreamType? Type,
    double? Minimum = null,
    double? Maximum = null,
    string? Unit = null,
    string? DefaultValue = null,
    bool? SyncOnConnect = null
)
{
    /// <summary>What is kept of its past.</summary>
    public DatastreamHistory? History { get; init; }

    /// <summary>Digits behind the point that people are shown.</summary>
    public int? Decimals { get; init; }

    /// <summary>How long a value holds.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>Whether a value holds only while the device is online.</summary>
    public bool? ExpiresOffline { get; init; }

    /// <summary>What the numbers of an enumeration stand for; an empty list takes it away.</summary>
    public IReadOnlyList<EnumWord>? Words { get; init; }

    /// <summary>What is taken for a number that stands for nothing.</summary>
    public int? Fallback { get; init; }

    /// <summary>What is taken away.</summary>
    public DatastreamParts Without { get; init; }
}

/// <summary>What a datastream can be without.</summary>
[Flags]
public enum DatastreamParts
{
    /// <summary>Nothing is taken away.</summary>
    None = 0,

    /// <summary>The lower bound.</summary>
    Minimum = 1,

    /// <summary>The upper bound.</summary>
    Maximum = 2,

    /// <summary>The value before the first write.</summary>
    DefaultValue = 4,

    /// <summary>The digits behind the point.</summary>
    Decimals = 8,

    /// <summary>The time a value holds.</summary>
    ExpiresAfter = 16,

    /// <summary>What is taken for a number that stands for nothing.</summary>
    Fallback = 32,
}

/// <summary>What a person says when making or changing an event of a template.</summary>
public sealed record TemplateEventDraft(
    string? Code,
    string? Name = null,
    EventSeverity? Severity = null,
    string? Description = null
);

/// <summary>What a person says when making or changing a metadata field.</summary>
public sealed record MetadataFieldDraft(
    string? Name,
    MetadataType? Type = null,
    string? DefaultValue = null,
    bool? AskAtProvisioning = null,
    bool? Required = null
);

/// <summary>The templates of the organisations. Reading one by id is served from memory: every login does it.</summary>
public interface ITemplateCatalog
{
    /// <summary>Makes a template with a new id. Refuses a bad or taken name.</summary>
    Task<Outcome<Template>> CreateAsync(
        OrganisationId organisation,
        TemplateDraft draft,
        CancellationToken cancellation
    );

    /// <summary>The template, or null: one of the organisation's own, or one that is enabled for it.</summary>
    ValueTask<Template?> FindAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation);

    /// <summary>All templates of the organisation, its own and those enabled for it, by name.</summary>
    Task<IReadOnlyList<Template>> ListAsync(OrganisationId organisation, CancellationToken cancellation);

    /// <summary>
    /// Lets <paramref name="organisation"/> use a template that <paramref name="above"/>, the organisation directly above it, has. What is so
    /// already stays so.
    /// </summary>
    Task<Outcome<Template>> EnableAsync(
        OrganisationId above,
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    );

    /// <summary>Takes up what was enabled for a new organisation in the write that made it.</summary>
    Task InheritAsync(OrganisationId organisation, IReadOnlyList<TemplateId> templates, CancellationToken cancellation);

    /// <summary>
    /// Takes it away again. Refuses (conflict) while the organisation has devices or static tokens of it, or has it enabled for one below.
    /// </summary>
    Task<Outcome<Done>> DisableAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation);

    /// <summary>Changes what the draft names. Refuses (conflict), like every change, a template of an organisation above.</summary>
    Task<Outcome<Template>> UpdateAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Removes the template. Refuses (conflict) while devices or static tokens of it exist.</summary>
    Task<Outcome<Done>> DeleteAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation);

    /// <summary>Adds a datastream. Refuses a taken pin or name, a wrong range, a default of another type.</summary>
    Task<Outcome<Datastream>> AddDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        DatastreamDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Changes a datastream.</summary>
    Task<Outcome<Datastream>> UpdateDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        DatastreamDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Removes a datastream; stored history stays.</summary>
    Task<Outcome<Done>> RemoveDatastreamAsync(
        OrganisationId organisation,
        TemplateId id,
        int datastreamId,
        CancellationToken cancellation
    );

    /// <summary>Adds a metadata field.</summary>
    Task<Outcome<MetadataField>> AddMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Changes a metadata field.</summary>
    Task<Outcome<MetadataField>> UpdateMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        MetadataFieldDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Removes a metadata field.</summary>
    Task<Outcome<Done>> RemoveMetadataFieldAsync(
        OrganisationId organisation,
        TemplateId id,
        int fieldId,
        CancellationToken cancellation
    );

    /// <summary>Adds an event that devices may log. Refuses a taken code or name.</summary>
    Task<Outcome<TemplateEvent>> AddEventAsync(
        OrganisationId organisation,
        TemplateId id,
        TemplateEventDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Changes an event.</summary>
    Task<Outcome<TemplateEvent>> UpdateEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        TemplateEventDraft draft,
        CancellationToken cancellation
    );

    /// <summary>Removes an event; what devices have logged stays.</summary>
    Task<Outcome<Done>> RemoveEventAsync(
        OrganisationId organisation,
        TemplateId id,
        int eventId,
        CancellationToken cancellation
    );
}

/// <summary>What the catalogue needs from the database. A template is stored and read as a whole.</summary>
public interface ITemplateStore
{
    /// <summary>Durable. False when the name is taken in that organisation, or the id anywhere.</summary>
    Task<bool> TryInsertAsync(Template template, CancellationToken cancellation);

    /// <summary>Durable. Replaces the template as a whole. False when the name is taken.</summary>
    Task<bool> TryReplaceAsync(Template template, CancellationToken cancellation);

    /// <summary>Durable. False, and nothing removed, while devices or static tokens of it exist.</summary>
    Task<bool> TryDeleteAsync(TemplateId id, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task EnableAsync(TemplateUse use, CancellationToken cancellation);

    /// <summary>
    /// Durable. False, and nothing changed, while the organisation has devices or static tokens of it, or an organisation
    /// directly below uses it.
    /// </summary>
    Task<bool> TryDisableAsync(TemplateUse use, CancellationToken cancellation);

    /// <summary>Every use in every organisation.</summary>
    Task<IReadOnlyList<TemplateUse>> ReadUsesAsync(CancellationToken cancellation);

    /// <summary>Every template of every organisation: the catalogue keeps them in memory.</summary>
    Task<IReadOnlyList<Template>> ReadAllAsync(CancellationToken cancellation);
}
