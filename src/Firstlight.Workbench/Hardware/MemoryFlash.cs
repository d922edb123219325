using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A flash that lives as long as its owner holds it: for load runs and tests that cut the power.</summary>
public sealed class MemoryFlash : IConfigStore
{
    private volatile EdgentConfig? _config;

    /// <inheritdoc />
    public Task<EdgentConfig?> LoadAsync(CancellationToken cancellation) => Task.FromResult(_config);

    /// <inheritdoc />
    public Task SaveAsync(EdgentConfig config, CancellationToken cancellation)
    {
        _config = config;
        return Task.CompletedTask;
    }
}
