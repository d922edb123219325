namespace Firstlight.Gateway;

/// <summary>How a server that is about to stop parts with its devices, so that they do not all come to another one at once.</summary>
public interface IGatewayDrain
{
    /// <summary>
    /// From now on no device is let in: it is told to come again, never that its token is wrong. Those that are in are let go one after the other, spread evenly; HTTP is
    /// served on. Ends when the last one was let go.
    /// </summary>
    /// <param name="over">How long that takes; zero lets nobody go before the gateway closes.</param>
    /// <param name="cancellation">Ends the spreading: whoever is still in stays until the gateway closes.</param>
    /// <exception cref="OperationCanceledException">It was ended before all were let go.</exception>
    Task DrainAsync(TimeSpan over, CancellationToken cancellation);
}
