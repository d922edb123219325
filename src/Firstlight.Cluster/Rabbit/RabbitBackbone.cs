using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Nodes that reach each other over RabbitMQ. It holds one <see cref="RabbitLink"/> at a time, or tries to get one.</summary>
internal sealed class RabbitBackbone(
    RabbitNode node,
    IRandomSource random,
    TimeProvider time,
    ILogger<RabbitBackbone> logger,
    BrokerMetrics? metrics = null
) : IBackbone, IHostedService, IAsyncDisposable
{
    private readonly Subjects _subjects = new(logger);
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;
    private volatile RabbitLink? _link;
    private bool _isDisposed;

    public NodeId Self => node.Self;

    public bool IsConnected => _link is not null;

    public Task<BackboneAnswer> AskAsync(
        NodeId other,
        string subject,
        ReadOnlyMemory<byte> request,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        MessageRules.Check(subject, request, patience);
        if (other == Self)
            return AskSelfAsync(subject, request, patience, cancellation);
        return _link?.AskAsync(other, subject, request, patience, cancellation)
            ?? Task.FromResult(BackboneAnswer.NotTaken);
    }

    public async Task<bool> AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        MessageRules.Check(subject, message);
        try
        {
            if (_link is not { } link)
                return false;
            await link.AnnounceAsync(subject, message, cancellation);
            return true;
        }
        catch (Exception fault) when (RabbitFaults.IsOutage(fault) && !cancellation.IsCancellationRequested)
        {
            Log.AnnouncementUncertain(logger, subject, fault.Message);
            return false;
        }
    }

    public IDisposable Serve(string subject, RequestHandler handler) => _subjects.Serve(subject, handler);

    public IDisposable Listen(string subject, Action<ReadOnlyMemory<byte>> heard, Action missed) =>
        _subjects.Listen(subject, heard, missed);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics?.Watch(() => IsConnected);
        _keeping = KeepConnectedAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isDisposed)
            return;
        await _stopping.CancelAsync();
        await _keeping.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _isDisposed = true;
        _stopping.Dispose();
    }

    private async Task<BackboneAnswer> AskSelfAsync(
        string subject,
        ReadOnlyMemory<byte> request,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await _subjects.HandleAsync(Self, subject, request, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return BackboneAnswer.Unknown;
        }
    }

    private async Task KeepConnectedAsync(CancellationToken stopping)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                var (wasConnected, fault) = await ConnectOnceAsync(stopping);
                failures = wasConnected ? 0 : failures + 1;
                await PauseAsync(failures, fault, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>Ends when the connection does, or when there was none.</summary>
    private async Task<(bool WasConnected, Exception Fault)> ConnectOnceAsync(CancellationToken stopping)
    {
        var wasConnected = false;
        try
        {
            await using var link = await RabbitLink.OpenAsync(node, _subjects, time, stopping);
            wasConnected = true;
            Take(link);
            throw await link.Ended.WaitAsync(stopping);
        }
        catch (Exception fault) when (RabbitFaults.IsOutage(fault))
        {
            // The broker may go away in the moment in which the node stops, and for its end that is all the same.
            stopping.ThrowIfCancellationRequested();
            return (wasConnected, fault);
        }
        finally
        {
            _link = null;
        }
    }

    private void Take(RabbitLink link)
    {
        Log.Connected(logger, Self.Value, node.Host, node.Port);
        _link = link;
        metrics?.Connected();
        // What was announced while the queues were not there.
        _subjects.Miss();
    }

    private Task PauseAsync(int failures, Exception fault, CancellationToken stopping)
    {
        var pause = ReconnectPause.After(failures, random);
        var reason = (fault as BrokerUnreachableException)?.InnerException?.Message ?? fault.Message;
        Log.NotConnected(logger, Self.Value, node.Host, node.Port, (int)pause.TotalMilliseconds, reason);
        return Task.Delay(pause, time, stopping);
    }
}
