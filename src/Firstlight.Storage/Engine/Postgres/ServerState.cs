namespace Firstlight.Storage.Engine;

/// <summary>A server as it presents itself when a connection is opened.</summary>
internal sealed class ServerState
{
    public int Version { get; init; }

    public bool IsStandby { get; init; }

    public bool Syncs { get; init; }

    public bool WaitsForDisk { get; init; }

    /// <summary>Counted up by each stand-by that takes over: of two that take writes, the one with the higher number does so by right.</summary>
    public long Timeline { get; init; }
}
