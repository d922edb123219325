using Firstlight.Storage.Engine;
using Microsoft.Extensions.Hosting;

namespace Firstlight.Storage;

/// <summary>Opens the database before the modules start and closes it after they have stopped.</summary>
internal sealed class StorageService(IEngine database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        database.Open();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => database.CloseAsync().WaitAsync(cancellationToken);
}
