using System.Runtime.CompilerServices;

namespace Firstlight.Edgent;

/// <summary>Waiting for an end whose kind was dealt with elsewhere or does not matter any more.</summary>
internal static class TaskEnd
{
    /// <summary>Done when the task is, however it ended; goes on where the caller was.</summary>
    public static ConfiguredTaskAwaitable Ended(this Task task) =>
        task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>
    /// Cancels here and now. <see cref="CancellationTokenSource.CancelAsync"/> would run what hangs on the token on the
    /// thread pool, out of the reach of a scheduler that owns the device.
    /// </summary>
    public static void CancelHere(this CancellationTokenSource source) => source.Cancel();
}
