namespace Firstlight.Core;

/// <summary>Does what another node asked for and says what came of it.</summary>
/// <param name="asker">Who asks.</param>
/// <param name="request">Only valid until the answer.</param>
/// <param name="cancellation">Cancelled when nobody waits for the answer any more.</param>
public delegate ValueTask<ReadOnlyMemory<byte>> RequestHandler(
    NodeId asker,
    ReadOnlyMemory<byte> request,
    CancellationToken cancellation
);

/// <summary>
/// How the nodes of one cloud speak to each other. It carries what is of use now; what must not be lost is in the database. A node
/// alone has one too, to which nobody else listens.
/// </summary>
public interface IBackbone
{
    /// <summary>This node.</summary>
    NodeId Self { get; }

    /// <summary>False while other nodes cannot be reached from here; it says nothing about who is there.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Asks <paramref name="node"/>, which may be this one. The request is handled once or not at all, also when connections break.
    /// </summary>
    /// <param name="node">Who shall do it.</param>
    /// <param name="subject">What it is about, such as <c>device.put</c>.</param>
    /// <param name="request">At most <see cref="Backbones.MessageBytesMax"/>.</param>
    /// <param name="patience">How long to wait for the answer; at least a millisecond.</param>
    /// <param name="cancellation">Ends the waiting; what became of the request is not known then.</param>
    Task<BackboneAnswer> AskAsync(
        NodeId node,
        string subject,
        ReadOnlyMemory<byte> request,
        TimeSpan patience,
        CancellationToken cancellation
    );

    /// <summary>Tells every other node, each of which hears one node's announcements in their order.</summary>
    /// <returns>
    /// False when it is not certain that all nodes which are connected now will hear it. Nodes that connect later hear that
    /// they missed something instead.
    /// </returns>
    /// <inheritdoc cref="AskAsync" path="/param" />
    Task<bool> AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>Answers what is asked about <paramref name="subject"/>, until disposed. One for each subject.</summary>
    IDisposable Serve(string subject, RequestHandler handler);

    /// <summary>Hears announcements about <paramref name="subject"/>, until disposed.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="heard">Called with the message, one after the other; does not wait. The message is valid during the call.</param>
    /// <param name="missed">Called when announcements may have been missed: what was kept because of them is out of date.</param>
    IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed);
}

/// <summary>Limits that every backbone keeps.</summary>
public static class Backbones
{
    /// <summary>The largest request, answer or announcement: a device's whole twin fits.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;
}

/// <summary>What became of a request.</summary>
/// <param name="Outcome">Whether it was handled.</param>
/// <param name="Body">The answer, when there is one.</param>
public readonly record struct BackboneAnswer(BackboneOutcome Outcome, ReadOnlyMemory<byte> Body)
{
    /// <summary>Nobody has handled it and nobody will.</summary>
    public static BackboneAnswer NotTaken { get; } = new(BackboneOutcome.NotTaken, default);

    /// <summary>It may have been handled, and may still be.</summary>
    public static BackboneAnswer Unknown { get; } = new(BackboneOutcome.Unknown, default);

    /// <summary>It was handled.</summary>
    public static BackboneAnswer Of(ReadOnlyMemory<byte> body) => new(BackboneOutcome.Answered, body);
}

/// <summary>Whether a request was handled.</summary>
public enum BackboneOutcome
{
    /// <summary>It was handled; there is an answer.</summary>
    Answered,

    /// <summary>
    /// Nobody has handled it and nobody will: the node is not there, has too much to do or does not serve the subject, or this one is
    /// not connected. Asking again is safe.
    /// </summary>
    NotTaken,

    /// <summary>No answer came in time, the connection broke, or the handler failed: it may have been handled, and may still be.</summary>
    Unknown,
}
