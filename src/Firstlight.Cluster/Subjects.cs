using System.Collections.Concurrent;
using System.Collections.Immutable;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster;

/// <summary>What this node serves and listens to, whatever carries it here.</summary>
internal sealed class Subjects(ILogger logger)
{
    private readonly ConcurrentDictionary<string, RequestHandler> _handlers = new(StringComparer.Ordinal);
    private ImmutableArray<Listener> _listeners = [];

    public IDisposable Serve(string subject, RequestHandler handler)
    {
        if (!_handlers.TryAdd(subject, handler))
            throw new InvalidOperationException($"{subject} is served already.");
        return new Registration(() => _handlers.TryRemove(KeyValuePair.Create(subject, handler)));
    }

    public IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed)
    {
        var listener = new Listener(subject, heard, missed);
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        return new Registration(() =>
            ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Remove(one), listener)
        );
    }

    public async Task<BackboneAnswer> HandleAsync(
        NodeId asker,
        string subject,
        ReadOnlyMemory<byte> request,
        CancellationToken cancellation
    )
    {
        if (!_handlers.TryGetValue(subject, out var handler))
            return BackboneAnswer.NotTaken;
        try
        {
            return BackboneAnswer.Of(await handler(asker, request, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return BackboneAnswer.Unknown;
        }
        catch (Exception fault)
        {
            Log.HandlerFailed(logger, asker.Value, subject, fault);
            return BackboneAnswer.Unknown;
        }
    }

    public void Hear(string subject, ReadOnlyMemory<byte> message)
    {
        foreach (var listener in _listeners)
        {
            if (string.Equals(listener.Subject, subject, StringComparison.Ordinal))
                Call(subject, () => listener.Heard(message));
        }
    }

    public void Miss()
    {
        foreach (var listener in _listeners)
            Call(listener.Subject, listener.Missed);
    }

    private void Call(string subject, Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault)
        {
            // One that fails takes neither the others nor the connection with it.
            Log.ListenerFailed(logger, subject, fault);
        }
    }

    private sealed record Listener(string Subject, Action<ReadOnlyMemory<byte>> Heard, Action Missed);

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
