using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A device as the database holds it.</summary>
internal sealed class DeviceRow
{
    /// <summary>The columns of a device <c>d</c>, <c>Id</c> first.</summary>
    public const string Columns = """
        d.id AS Id, d.organisation_id AS Organisation, d.owner_id AS Owner, d.template_id AS Template, d.name AS Name,
        d.method AS Method, d.created_at AS CreatedAt, d.activated_at AS ActivatedAt,
        d.first_connected_at AS FirstConnectedAt, d.last_seen_at AS LastSeenAt, d.online AS Online,
        d.hardware AS Hardware, d.metadata AS Metadata, d.place AS Place
        """;

    public const string Insert = """
        INSERT INTO device (id, organisation_id, owner_id, template_id, name, method, created_at, activated_at,
            first_connected_at, last_seen_at, online, hardware, metadata, place, search_text, sort_name)
        VALUES (@Id, @Organisation, @Owner, @Template, @Name, @Method, @CreatedAt, @ActivatedAt,
            @FirstConnectedAt, @LastSeenAt, @Online, @Hardware, @Metadata, @Place, @SearchText, @SortName)
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public long? Owner { get; init; }

    public string Template { get; init; } = "";

    public string Name { get; init; } = "";

    public string Method { get; init; } = "";

    public long CreatedAt { get; init; }

    public long? ActivatedAt { get; init; }

    public long? FirstConnectedAt { get; init; }

    public long? LastSeenAt { get; init; }

    public bool Online { get; init; }

    public string? Hardware { get; init; }

    public string Metadata { get; init; } = "";

    public string? Place { get; init; }

    public string SearchText { get; init; } = "";

    public string SortName { get; init; } = "";

    public static DeviceRow From(Device device) =>
        new()
        {
            Id = device.Id.Value,
            Organisation = device.Organisation.Value,
            Owner = device.Owner?.Value,
            Template = device.Template.Value,
            Name = device.Name,
            Method = device.Method.ToString(),
            CreatedAt = StoredTime.From(device.CreatedAt),
            ActivatedAt = StoredTime.From(device.ActivatedAt),
            FirstConnectedAt = StoredTime.From(device.FirstConnectedAt),
            LastSeenAt = StoredTime.From(device.LastSeenAt),
            Online = device.Online,
            Hardware = device.Hardware is { } report ? Write(report) : null,
            Metadata = JsonSerializer.Serialize(device.Metadata, StorageJson.Default.IReadOnlyDictionaryStringString),
            Place = device.Place is { } place ? JsonSerializer.Serialize(place, StorageJson.Default.DevicePlace) : null,
            SearchText = SearchTextOf(device),
            SortName = Stores.SearchText.Of(device.Name),
        };

    public Device ToDevice() =>
        new(
            new DeviceId(Id),
            new OrganisationId(Organisation),
            Owner is { } owner ? new UserId(owner) : null,
            TemplateRow.ReadId(Template),
            Name,
            Enum.Parse<ActivationMethod>(Method),
            StoredTime.Read(CreatedAt),
            StoredTime.Read(ActivatedAt),
            StoredTime.Read(FirstConnectedAt),
            StoredTime.Read(LastSeenAt),
            Online,
            Hardware is { } report ? JsonSerializer.Deserialize(report, StorageJson.Default.HardwareReport) : null,
            JsonSerializer.Deserialize(Metadata, StorageJson.Default.DictionaryStringString)!
        )
        {
            Place = Place is { } place ? JsonSerializer.Deserialize(place, StorageJson.Default.DevicePlace) : null,
        };

    public static string Write(HardwareReport report) =>
        JsonSerializer.Serialize(report, StorageJson.Default.HardwareReport);

    private static string SearchTextOf(Device device) =>
        Stores.SearchText.Of([
            device.Id.ToString(),
            device.Name,
            device.Place?.Address ?? "",
            .. device.Metadata.Values,
        ]);
}
