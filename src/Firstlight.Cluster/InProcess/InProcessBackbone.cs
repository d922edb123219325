using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.InProcess;

/// <summary>One of <see cref="InProcessNodes"/>.</summary>
internal sealed class InProcessBackbone(InProcessNodes nodes, NodeId self, TimeProvider time, ILogger logger)
    : IBackbone
{
    private readonly Subjects _subjects = new(logger);
    private readonly Lock _hearing = new();
    private volatile bool _isConnected = true;

    public NodeId Self => self;

    public bool IsConnected => _isConnected;

    public async Task<BackboneAnswer> AskAsync(
        NodeId node,
        string subject,
        ReadOnlyMemory<byte> request,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        MessageRules.Check(subject, request, patience);
        var asked = nodes.Find(node);
        if (asked is null || (node != self && !(_isConnected && asked._isConnected)))
            return BackboneAnswer.NotTaken;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await asked._subjects.HandleAsync(self, subject, request, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return BackboneAnswer.Unknown;
        }
    }

    public Task<bool> AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        MessageRules.Check(subject, message);
        cancellation.ThrowIfCancellationRequested();
        if (!_isConnected)
            return Task.FromResult(false);
        foreach (var other in nodes.OthersThan(self))
            other.Hear(subject, message);
        return Task.FromResult(true);
    }

    public IDisposable Serve(string subject, RequestHandler handler) => _subjects.Serve(subject, handler);

    public IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed) =>
        _subjects.Listen(subject, heard, missed);

    /// <summary>Reaches nobody and is reached by nobody, as behind a cut wire.</summary>
    public void Disconnect() => _isConnected = false;

    /// <param name="isTold">False when nobody hears that there was something to be missed.</param>
    public void Reconnect(bool isTold = true)
    {
        _isConnected = true;
        if (isTold)
            _subjects.Miss();
    }

    private void Hear(string subject, ReadOnlyMemory<byte> message)
    {
        lock (_hearing)
            _subjects.Hear(subject, message);
    }
}
