using Microsoft.Extensions.Hosting;

namespace Firstlight.Devices;

/// <summary>Fills the catalogue before any door opens: an empty one would call every device's template unknown.</summary>
internal sealed class TemplateCatalogLoader(TemplateCatalog catalog) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => catalog.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
