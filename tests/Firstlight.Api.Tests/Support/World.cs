using Firstlight.Core;

namespace Firstlight.Api.Tests.Support;

/// <summary>What the fakes of the other rooms share: one switch that takes the storage away, one that breaks the program.</summary>
public sealed class World
{
    public bool StorageAway { get; set; }

    /// <summary>The storage takes what it is given, and says so too late.</summary>
    public bool StorageSlow { get; set; }

    public bool Broken { get; set; }

    /// <summary>Every token the fakes ever gave out.</summary>
    public List<AuthToken> Tokens { get; } = [];

    public void Touch()
    {
        if (StorageAway)
            throw new StorageUnavailableException("The test took the storage away.");
        if (StorageSlow)
            throw new StorageUnavailableException("The test's storage is slow.") { MayStillHappen = true };
        if (Broken)
            throw new InvalidOperationException("a detail of the inside");
    }
}
