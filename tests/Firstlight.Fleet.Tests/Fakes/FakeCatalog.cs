using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;

namespace Firstlight.Fleet.Tests;

/// <summary>Templates in a dictionary; only reading works.</summary>
internal sealed class FakeCatalog : ITemplateCatalog
{
    public Dictionary<TemplateId, Template> Templates { get; } = [];

    public Template Add(TimeSpan? offlineAfter = null)
    {
        var id = TemplateId.New(new SeededRandom(Templates.Count + 1));
        var template = new Template(
            id,
            OrganisationId.Root,
            "Lamp",
            "ESP32",
            ConnectionType.WiFi,
            "Blynk",
            offlineAfter ?? TimeSpan.FromMinutes(1),
            [
                Stream(1, "Text", DatastreamType.String),
                Stream(2, "Level", DatastreamType.Integer) with
                {
                    Minimum = 0,
                    Maximum = 100,
                    DefaultValue = "7",
                    SyncOnConnect = true,
                },
                Stream(3, "Temperature", DatastreamType.Double) with
                {
                    SyncOnConnect = true,
                },
                Stream(4, "Place", DatastreamType.Location),
            ],
            [
                new MetadataField(100, "Serial", MetadataType.Text, "none", false, false),
                new MetadataField(101, "Modem", MetadataType.Imei, null, false, false),
            ],
            DateTimeOffset.UnixEpoch
        );
        Templates[id] = template;
        return template;
    }

    public static Datastream Stream(byte pin, string name, DatastreamType type) =>
        new(pin, name, new VirtualPin(pin), type, null, null, null, null, false);

    public ValueTask<Template?> FindAsync(OrganisationId organisation, TemplateId id, CancellationToken cancellation) =>
        ValueTask.FromResult(Templates.GetValueOrDefault(id));

    // The fleet only reads.
    public Task<Outcome<Template>> CreateAsync(OrganisationId o, TemplateDraft d, CancellationToken c) =>
        throw new NotSupportedException();

    public Task InheritAsync(OrganisationId o, IReadOnlyList<TemplateId> t, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<Template>> EnableAsync(
        OrganisationId above,
        OrganisationId o,
        TemplateId id,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<Done>> DisableAsync(OrganisationId o, TemplateId id, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Template>> ListAsync(OrganisationId o, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<Template>> UpdateAsync(OrganisationId o, TemplateId i, TemplateDraft d, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<Done>> DeleteAsync(OrganisationId o, TemplateId i, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<Datastream>> AddDatastreamAsync(
        OrganisationId o,
        TemplateId i,
        DatastreamDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<Datastream>> UpdateDatastreamAsync(
        OrganisationId o,
        TemplateId i,
        int n,
        DatastreamDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<Done>> RemoveDatastreamAsync(OrganisationId o, TemplateId i, int n, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<MetadataField>> AddMetadataFieldAsync(
        OrganisationId o,
        TemplateId i,
        MetadataFieldDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<MetadataField>> UpdateMetadataFieldAsync(
        OrganisationId o,
        TemplateId i,
        int n,
        MetadataFieldDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<Done>> RemoveMetadataFieldAsync(OrganisationId o, TemplateId i, int n, CancellationToken c) =>
        throw new NotSupportedException();

    public Task<Outcome<TemplateEvent>> AddEventAsync(
        OrganisationId o,
        TemplateId i,
        TemplateEventDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<TemplateEvent>> UpdateEventAsync(
        OrganisationId o,
        TemplateId i,
        int n,
        TemplateEventDraft d,
        CancellationToken c
    ) => throw new NotSupportedException();

    public Task<Outcome<Done>> RemoveEventAsync(OrganisationId o, TemplateId i, int n, CancellationToken c) =>
        throw new NotSupportedException();
}
