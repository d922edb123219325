using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>How the engine's faults leave the room. Their texts name tables and codes, never values.</summary>
internal static class StorageFaults
{
    public static StorageUnavailableException Unavailable(Exception fault) =>
        new($"The database could not do it and nothing was written: {fault.Message}", fault);

    public static StorageUnavailableException NotOpen() => new("The database is not open.");
}
