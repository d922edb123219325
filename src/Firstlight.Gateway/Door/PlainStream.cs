using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Firstlight.Gateway.Door;

/// <summary>
/// A plain socket as a stream whose reads end without an exception, however the connection ends: with 0 bytes, and
/// <see cref="IsLost"/> tells a reset from a farewell. When a router fails, thousands of connections are reset in one
/// moment, and an exception that climbs through each one's waiting methods is dearer than the login that follows.
/// </summary>
/// <remarks>
/// One read at a time. A read or a write that waits is ended by shutting the socket down; its token is looked at only before it
/// begins, because a registration for each silent connection would cost memory.
/// </remarks>
internal sealed class PlainStream : NetworkStream
{
    private readonly SenderPool _senders;
    private readonly Receiver _receiver;

    /// <param name="socket">Whoever made the stream disposes it.</param>
    /// <param name="senders">Lends what a write needs.</param>
    public PlainStream(Socket socket, SenderPool senders)
        : base(socket, ownsSocket: false)
    {
        _senders = senders;
        _receiver = new Receiver(socket);
    }

    /// <summary>True when the connection broke off; false while it stands, and when the other side closed it.</summary>
    public bool IsLost => _receiver.IsLost;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : _receiver.ReceiveAsync(buffer);

    /// <exception cref="IOException">The connection broke off.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled(cancellationToken)
            : _senders.SendAsync(Socket, buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _receiver.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The one read that is under way, used again for the next one.</summary>
    private sealed class Receiver(Socket socket)
        : SocketAsyncEventArgs(unsafeSuppressExecutionContextFlow: true),
            IValueTaskSource<int>
    {
        private ManualResetValueTaskSourceCore<int> _source;

        public bool IsLost { get; private set; }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
        {
            SetBuffer(buffer);
            _source.Reset();
            return socket.ReceiveAsync(this)
                ? new ValueTask<int>(this, _source.Version)
                : ValueTask.FromResult(TakeCount());
        }

        public int GetResult(short token) => _source.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(
            Action<object?> continuation,
            object? state,
            short token,
            ValueTaskSourceOnCompletedFlags flags
        ) => _source.OnCompleted(continuation, state, token, flags);

        protected override void OnCompleted(SocketAsyncEventArgs e) => _source.SetResult(TakeCount());

        private int TakeCount()
        {
            IsLost |= SocketError is not SocketError.Success;
            return IsLost ? 0 : BytesTransferred;
        }
    }
}
