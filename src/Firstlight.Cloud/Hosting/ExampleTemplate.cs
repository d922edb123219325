using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Cloud;

/// <summary>With <c>--example</c>: the template that the workbench's thermostat carries, made once in an empty cloud.</summary>
internal sealed class ExampleTemplate(ITemplateCatalog catalog, CloudOptions options) : IHostedService
{
    private const string Id = "TMPLthermo01";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Example || (await catalog.ListAsync(OrganisationId.Root, cancellationToken)).Count > 0)
            return;
        if (!TemplateId.TryParse(Id, out var id))
            throw new InvalidOperationException($"{Id} is not a template id.");

        var draft = new TemplateDraft("Thermostat", Hardware: "Virtual", ConnectionType.WiFi, Id: id)
        {
            Datastreams =
            [
                new DatastreamDraft("Temperature", new VirtualPin(0), DatastreamType.Double, -40, 125, "°C"),
                new DatastreamDraft(
                    "Set Temperature",
                    new VirtualPin(1),
                    DatastreamType.Double,
                    5,
                    30,
                    "°C",
                    "20",
                    SyncOnConnect: true
                ),
                new DatastreamDraft("Heating", new VirtualPin(2), DatastreamType.Integer, 0, 1, null, "0"),
            ],
        };
        var made = await catalog.CreateAsync(OrganisationId.Root, draft, cancellationToken);
        if (!made.Succeeded)
            throw new FirstRunException($"the example template was refused. {made.Refusal.Message}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
