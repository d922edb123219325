using Firstlight.Core;

namespace Firstlight.Storage.Engine;

/// <summary>How the engine's faults leave the room. Their texts name tables and codes, never values.</summary>
internal static class StorageFaults
{
    public static StorageUnavailableException Unavailable(Exception fault) =>
        new($"The database could not do it and nothing was written: {fault.Message}", fault);

    /// <summary>The fault of a whole batch; one that says already what became of it stays as it is.</summary>
    public static StorageUnavailableException Of(Exception fault) =>
        fault as StorageUnavailableException ?? Unavailable(fault);

    /// <summary>The connection broke in the moment of a commit, and the database could not be asked since.</summary>
    public static StorageUnavailableException Unknown(Exception fault) =>
        new("The database went away while it was writing: it is not known whether it did.", fault);

    public static StorageUnavailableException NotOpen() => new("The database is not open.");
}
