using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A template as the database holds it.</summary>
internal sealed class TemplateRow
{
    public const string Select = """
        SELECT id AS Id, organisation_id AS Organisation, name AS Name, hardware AS Hardware,
            connection_type AS ConnectionType, hotspot_prefix AS HotspotPrefix, offline_after AS OfflineAfter,
            datastreams AS Datastreams, metadata_fields AS MetadataFields, events AS Events, welcome_text AS WelcomeText, created_at AS CreatedAt
        FROM template
        """;

    public string Id { get; init; } = "";

    public long Organisation { get; init; }

    public string Name { get; init; } = "";

    public string SearchText { get; init; } = "";

    public string Hardware { get; init; } = "";

    public string ConnectionType { get; init; } = "";

    public string HotspotPrefix { get; init; } = "";

    public long OfflineAfter { get; init; }

    public string Datastreams { get; init; } = "";

    public string MetadataFields { get; init; } = "";

    public string Events { get; init; } = "[]";

    public string? WelcomeText { get; init; }

    public long CreatedAt { get; init; }

    public static TemplateRow From(Template template) =>
        new()
        {
            Id = template.Id.Value,
            Organisation = template.Organisation.Value,
            Name = template.Name,
            SearchText = Stores.SearchText.Of(template.Name),
            Hardware = template.Hardware,
            ConnectionType = template.ConnectionType.ToString(),
            HotspotPrefix = template.HotspotPrefix,
            OfflineAfter = template.OfflineAfter.Ticks,
            Datastreams = JsonSerializer.Serialize(template.Datastreams, StorageJson.Default.IReadOnlyListDatastream),
            MetadataFields = JsonSerializer.Serialize(
                template.MetadataFields,
                StorageJson.Default.IReadOnlyListMetadataField
            ),
            Events = JsonSerializer.Serialize(template.Events, StorageJson.Default.IReadOnlyListTemplateEvent),
            WelcomeText = template.WelcomeText,
            CreatedAt = StoredTime.From(template.CreatedAt),
        };

    public Template ToTemplate() =>
        new(
            ReadId(Id),
            new OrganisationId(Organisation),
            Name,
            Hardware,
            Enum.Parse<ConnectionType>(ConnectionType),
            HotspotPrefix,
            TimeSpan.FromTicks(OfflineAfter),
            JsonSerializer.Deserialize(Datastreams, StorageJson.Default.IReadOnlyListDatastream)!,
            JsonSerializer.Deserialize(MetadataFields, StorageJson.Default.IReadOnlyListMetadataField)!,
            StoredTime.Read(CreatedAt)
        )
        {
            Events = JsonSerializer.Deserialize(Events, StorageJson.Default.IReadOnlyListTemplateEvent)!,
            WelcomeText = WelcomeText,
        };

    /// <summary>A template id from the database.</summary>
    /// <exception cref="InvalidDataException">Someone else wrote it.</exception>
    public static TemplateId ReadId(string stored) =>
        TemplateId.TryParse(stored, out var id)
            ? id
            : throw new InvalidDataException($"The database holds the template id '{stored}', which is none.");
}
