using System.Collections.Concurrent;
using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>The way between nodes of one test, which can be cut. The real ones have tests of their own.</summary>
internal sealed class FakeBackbones
{
    private readonly ConcurrentDictionary<(NodeId, string), RequestHandler> _handlers = new();
    private readonly ConcurrentDictionary<(NodeId, string), Action<ReadOnlyMemory<byte>>> _listeners = new();

    private int _refused;
    private int _announced;

    /// <summary>True: nobody reaches anybody.</summary>
    public bool AreCut { get; set; }

    /// <summary>Requests that reached nobody.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Announcements that were made.</summary>
    public int Announced => Volatile.Read(ref _announced);

    /// <summary>A node's own, whose number is known later.</summary>
    public IBackbone Join(Func<NodeId> self) => new One(this, self);

    private sealed class One(FakeBackbones all, Func<NodeId> self) : IBackbone
    {
        public NodeId Self => self();

        public bool IsConnected => !all.AreCut;

        public async Task<BackboneAnswer> AskAsync(
            NodeId node,
            string subject,
            ReadOnlyMemory<byte> request,
            TimeSpan patience,
            CancellationToken cancellation
        )
        {
            if (!all.AreCut && all._handlers.TryGetValue((node, subject), out var handler))
                return BackboneAnswer.Of(await handler(Self, request, cancellation));
            Interlocked.Increment(ref all._refused);
            return BackboneAnswer.NotTaken;
        }

        public Task<bool> AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation)
        {
            foreach (var ((node, heard), hear) in all._listeners)
            {
                if (node != Self && heard == subject && !all.AreCut)
                    hear(message);
            }

            Interlocked.Increment(ref all._announced);
            return Task.FromResult(!all.AreCut);
        }

        public IDisposable Serve(string subject, RequestHandler handler)
        {
            var key = (Self, subject);
            all._handlers[key] = handler;
            return new End(() => all._handlers.TryRemove(key, out _));
        }

        public IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed)
        {
            var key = (Self, subject);
            all._listeners[key] = heard;
            return new End(() => all._listeners.TryRemove(key, out _));
        }
    }

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
