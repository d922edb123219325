using System.Net;

namespace Firstlight.Gateway.Door;

/// <summary>A byte stream to one caller, as a device protocol wants it: told apart, TLS taken off.</summary>
/// <param name="Stream">Both directions. Whoever made the wire disposes it.</param>
/// <param name="Input">What has arrived on it.</param>
/// <param name="Remote">The caller.</param>
/// <param name="Protocol">What people are told: <c>native</c>, <c>websocket</c> or <c>mqtt</c>.</param>
/// <param name="TakenAt">When it was taken, in the clock's timestamps.</param>
/// <param name="IsTls">True when it came with TLS.</param>
/// <param name="WebSocketPath">The path of the WebSocket it came by; null when it came without one.</param>
/// <param name="Cut">Ends the stream at once, from any thread, as often as one likes.</param>
/// <param name="Place">The place the caller holds; null when it came through HTTP, which holds one already.</param>
/// <param name="Ended">Cancelled by <paramref name="Cut"/>.</param>
internal sealed record Wire(
    Stream Stream,
    ReceiveBuffer Input,
    IPAddress Remote,
    string Protocol,
    long TakenAt,
    bool IsTls,
    string? WebSocketPath,
    Action Cut,
    ConnectionCensus.Place? Place,
    CancellationToken Ended
)
{
    /// <summary>True when the connection broke off instead of being closed, as far as its stream can tell.</summary>
    public bool IsLost => Stream is PlainStream { IsLost: true };

    /// <summary>Where the caller reached us; null when nobody knows any more. It is asked for rarely.</summary>
    public Func<EndPoint?> Local { get; init; } = static () => null;
}
