namespace Firstlight.Core;

/// <summary>
/// The store could not answer: starting, away, full or stopping. Nothing was written and the call may be repeated.
/// A protocol answers it with "try later" or by closing the connection, never with "invalid token".
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What was asked waits in memory and is written as soon as the store takes it: the caller does not know what becomes of it.</summary>
    public bool MayStillHappen { get; init; }
}
