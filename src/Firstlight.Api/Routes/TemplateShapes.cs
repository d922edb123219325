using System.Text.Json;
using System.Text.Json.Nodes;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api;

/// <summary>What makes a template. Only the name is needed.</summary>
/// <param name="Id">An id that firmware in the field already carries; left out, a new one is made.</param>
internal sealed record CreateTemplate(
    string? Name,
    string? Id,
    string? Hardware,
    ConnectionType? ConnectionType,
    string? HotspotPrefix,
    int? OfflineAfterSeconds,
    string? WelcomeText
)
{
    public Outcome<TemplateDraft> ToDraft()
    {
        TemplateId? id = null;
        if (Id is not null)
        {
            if (!TemplateId.TryParse(Id, out var given))
                return Refusal.Invalid("id", "A template id is TMPL followed by letters and digits.");
            id = given;
        }

        return new TemplateDraft(Name, Hardware, ConnectionType, HotspotPrefix, Wait.Of(OfflineAfterSeconds), id)
        {
            WelcomeText = WelcomeText,
        };
    }
}

/// <summary>What changes a template; what is left out stays. An empty welcome text takes it away.</summary>
internal sealed record ChangeTemplate(
    string? Name,
    string? Hardware,
    ConnectionType? ConnectionType,
    string? HotspotPrefix,
    int? OfflineAfterSeconds,
    string? WelcomeText
)
{
    public Outcome<TemplateDraft> ToDraft() =>
        new TemplateDraft(Name, Hardware, ConnectionType, HotspotPrefix, Wait.Of(OfflineAfterSeconds))
        {
            WelcomeText = WelcomeText,
        };
}

/// <summary>Seconds on the wire, a duration inside.</summary>
internal static class Wait
{
    public static TimeSpan? Of(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;
}

/// <param name="OrganisationId">Whose it is; only there it is changed.</param>
internal sealed record TemplateAnswer(
    string Id,
    long OrganisationId,
    string Name,
    string Hardware,
    ConnectionType ConnectionType,
    string HotspotPrefix,
    double OfflineAfterSeconds,
    string? WelcomeText,
    IReadOnlyList<DatastreamAnswer> Datastreams,
    IReadOnlyList<MetadataFieldAnswer> MetadataFields,
    IReadOnlyList<TemplateEventAnswer> Events,
    DateTimeOffset CreatedAt
)
{
    public static TemplateAnswer Of(Template template) =>
        new(
            template.Id.Value,
            template.Organisation.Value,
            template.Name,
            template.Hardware,
            template.ConnectionType,
            template.HotspotPrefix,
            template.OfflineAfter.TotalSeconds,
            template.WelcomeText,
            [.. template.Datastreams.Select(DatastreamAnswer.Of)],
            [.. template.MetadataFields.Select(MetadataFieldAnswer.Of)],
            [.. template.Events.Select(TemplateEventAnswer.Of)],
            template.CreatedAt
        );
}

/// <summary>What makes or changes a datastream. Of <c>min</c>, <c>max</c>, <c>defaultValue</c>, <c>decimals</c>, <c>expiresAfterSeconds</c> and <c>fallback</c>, null takes away what is there.</summary>
internal sealed record DatastreamRequest(
    string? Name,
    VirtualPin? Pin,
    DatastreamType? Type,
    GivenNumber Min,
    GivenNumber Max,
    string? Unit,
    JsonElement DefaultValue,
    bool? SyncOnConnect,
    DatastreamHistory? History,
    GivenNumber Decimals,
    GivenNumber ExpiresAfterSeconds,
    bool? ExpiresOffline,
    IReadOnlyList<EnumWord>? Words,
    GivenNumber Fallback
)
{
    private const double MaxSeconds = 1e9;

    public Outcome<DatastreamDraft> ToDraft()
    {
        if (Min.Value is { } min && !double.IsFinite(min))
            return Refusal.Invalid("min", "'min' is not a number that can be stored.");
        if (Max.Value is { } max && !double.IsFinite(max))
            return Refusal.Invalid("max", "'max' is not a number that can be stored.");
        string? standard = null;
        if (DefaultValue.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            var value = WireValue.FromJson("defaultValue", DefaultValue);
            if (!value.Succeeded)
                return value.Refusal;
            standard = value.Value;
        }

        if (!Decimals.IsWhole || !Fallback.IsWhole)
            return Refusal.Invalid(Decimals.IsWhole ? "fallback" : "decimals", "A whole number is needed.");
        if (ExpiresAfterSeconds.Value is < 0 or > MaxSeconds)
            return Refusal.Invalid("expiresAfterSeconds", "A value holds for one second to 366 days.");
        return new DatastreamDraft(Name, Pin, Type, Min.Value, Max.Value, Unit, standard, SyncOnConnect)
        {
            History = History,
            Decimals = (int?)Decimals.Value,
            ExpiresAfter = ExpiresAfterSeconds.Value is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ExpiresOffline = ExpiresOffline,
            Words = Words,
            Fallback = (int?)Fallback.Value,
            Without =
                (Decimals.IsTakenAway ? DatastreamParts.Decimals : DatastreamParts.None)
                | (ExpiresAfterSeconds.IsTakenAway ? DatastreamParts.ExpiresAfter : DatastreamParts.None)
                | (Fallback.IsTakenAway ? DatastreamParts.Fallback : DatastreamParts.None)
                | (Min.IsTakenAway ? DatastreamParts.Minimum : DatastreamParts.None)
                | (Max.IsTakenAway ? DatastreamParts.Maximum : DatastreamParts.None)
                | (DefaultValue.ValueKind is JsonValueKind.Null ? DatastreamParts.DefaultValue : DatastreamParts.None),
        };
    }
}

internal sealed record DatastreamAnswer(
    int Id,
    string Name,
    VirtualPin Pin,
    DatastreamType Type,
    double? Min,
    double? Max,
    string? Unit,
    JsonNode? DefaultValue,
    bool SyncOnConnect,
    DatastreamHistory History,
    int? Decimals,
    double? ExpiresAfterSeconds,
    bool ExpiresOffline,
    IReadOnlyList<EnumWord>? Words,
    int? Fallback
)
{
    public static DatastreamAnswer Of(Datastream datastream) =>
        new(
            datastream.Id,
            datastream.Name,
            datastream.Pin,
            datastream.Type,
            datastream.Minimum,
            datastream.Maximum,
            datastream.Unit,
            WireValue.ToJson(datastream.Type, datastream.DefaultValue),
            datastream.SyncOnConnect,
            datastream.History,
            datastream.Decimals,
            datastream.ExpiresAfter?.TotalSeconds,
            datastream.ExpiresOffline,
            datastream.Words,
            datastream.Fallback
        );
}

/// <summary>What makes or changes a metadata field.</summary>
internal sealed record MetadataFieldRequest(
    string? Name,
    MetadataType? Type,
    string? DefaultValue,
    bool? AskAtProvisioning,
    bool? Required
)
{
    public MetadataFieldDraft ToDraft() => new(Name, Type, DefaultValue, AskAtProvisioning, Required);
}

internal sealed record MetadataFieldAnswer(
    int Id,
    string Name,
    MetadataType Type,
    string? DefaultValue,
    bool AskAtProvisioning,
    bool Required
)
{
    public static MetadataFieldAnswer Of(MetadataField field) =>
        new(field.Id, field.Name, field.Type, field.DefaultValue, field.AskAtProvisioning, field.Required);
}
