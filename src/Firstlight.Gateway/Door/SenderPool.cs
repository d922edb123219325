using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;

namespace Firstlight.Gateway.Door;

/// <summary>
/// Writes to sockets with what is lent for one write and given back behind it. A socket that brings its own keeps it for
/// life, which is a tenth of what a connection costs that listens all day and says a word now and then.
/// </summary>
internal sealed class SenderPool : IDisposable
{
    /// <summary>Kept for the next writes. Only where more than these wait for their devices in one moment, some are made anew.</summary>
    public const int KeptMax = 256;

    private readonly ConcurrentQueue<Sender> _kept = [];
    private volatile bool _disposed;

    /// <summary>Those that wait for a write to come.</summary>
    public int Kept => _kept.Count;

    /// <summary>Ends when the system has taken all of it.</summary>
    /// <exception cref="IOException">The connection broke off.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        if (!_kept.TryDequeue(out var sender))
            sender = new Sender(this);
        return sender.SendAsync(socket, bytes);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_kept.TryDequeue(out var sender))
            sender.Dispose();
    }

    private void TakeBack(Sender sender)
    {
        sender.SetBuffer(default);
        if (_disposed || _kept.Count >= KeptMax)
            sender.Dispose();
        else
            _kept.Enqueue(sender);
    }

    /// <summary>One write that is under way.</summary>
    private sealed class Sender(SenderPool pool)
        : SocketAsyncEventArgs(unsafeSuppressExecutionContextFlow: true),
            IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<SocketError> _source;

        public ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
        {
            SetBuffer(MemoryMarshal.AsMemory(bytes));
            _source.Reset();
            try
            {
                if (socket.SendAsync(this))
                    return new ValueTask(this, _source.Version);
            }
            catch (ObjectDisposedException)
            {
                pool.TakeBack(this);
                throw;
            }

            var error = SocketError;
            pool.TakeBack(this);
            return error is SocketError.Success ? default : ValueTask.FromException(BrokenOff(error));
        }

        public void GetResult(short token)
        {
            var error = _source.GetResult(token);
            pool.TakeBack(this);
            if (error is not SocketError.Success)
                throw BrokenOff(error);
        }

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(
            Action<object?> continuation,
            object? state,
            short token,
            ValueTaskSourceOnCompletedFlags flags
        ) => _source.OnCompleted(continuation, state, token, flags);

        protected override void OnCompleted(SocketAsyncEventArgs e) => _source.SetResult(SocketError);

        private static IOException BrokenOff(SocketError error) =>
            new($"The connection broke off: {error}.", new SocketException((int)error));
    }
}
