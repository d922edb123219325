using System.Net;

namespace Firstlight.Gateway.Door;

/// <summary>A byte stream to one caller, as a device protocol wants it: told apart, TLS taken off.</summary>
/// <param name="Holder">Who holds the connection below.</param>
/// <param name="Stream">Both directions; the wire's own.</param>
/// <param name="Input">What has arrived on it; the wire's own too.</param>
/// <param name="Remote">The caller.</param>
/// <param name="Protocol">What people are told: <c>native</c>, <c>websocket</c> or <c>mqtt</c>.</param>
/// <param name="TakenAt">When it was taken, in the clock's timestamps.</param>
/// <param name="IsTls">True when it came with TLS.</param>
/// <param name="WebSocketPath">The path of the WebSocket it came by; null when it came without one.</param>
/// <param name="Place">The place the caller holds; null when it came through HTTP, which holds one already.</param>
/// <param name="Ended">Cancelled by <see cref="Cut"/>.</param>
internal sealed record Wire(
    IWireHolder Holder,
    Stream Stream,
    ReceiveBuffer Input,
    IPAddress Remote,
    string Protocol,
    long TakenAt,
    bool IsTls,
    string? WebSocketPath,
    ConnectionCensus.Place? Place,
    CancellationToken Ended
) : IAsyncDisposable
{
    /// <summary>True when the connection broke off instead of being closed, as far as its stream can tell.</summary>
    public bool IsLost => Stream is PlainStream { IsLost: true };

    /// <summary>Ends the stream at once, from any thread, as often as one likes.</summary>
    public void Cut() => Holder.Cut();

    public ValueTask DisposeAsync()
    {
        Input.Dispose();
        return Stream.DisposeAsync();
    }
}
