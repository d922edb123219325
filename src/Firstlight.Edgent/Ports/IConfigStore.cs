namespace Firstlight.Edgent;

/// <summary>Where the device keeps its configuration across power cuts.</summary>
public interface IConfigStore
{
    /// <summary>What is stored; null on a device that never stored anything.</summary>
    /// <exception cref="IOException">The medium cannot be read.</exception>
    Task<EdgentConfig?> LoadAsync(CancellationToken cancellation);

    /// <summary>Stores whole or not at all, whenever the power goes; done when it is on the medium.</summary>
    /// <exception cref="IOException">The medium cannot be written; the old configuration is still whole.</exception>
    Task SaveAsync(EdgentConfig config, CancellationToken cancellation);
}
