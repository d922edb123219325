using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>Fills the catalogue before any door opens: an empty one would call every device's template unknown.</summary>
internal sealed class TemplateCatalogLoader(TemplateCatalog catalog, ILogger<TemplateCatalogLoader> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Listen();
        Log.TemplatesLoaded(logger, await catalog.LoadAsync(cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
