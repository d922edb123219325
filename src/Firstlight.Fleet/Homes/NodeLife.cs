using Firstlight.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// This node among the others: it registers, gives signs of life, hears which devices have left, and takes over those of nodes that are gone. It starts before the fleet
/// and before the backbone, which need its number, and stops after them.
/// </summary>
internal sealed class NodeLife(
    NodeName name,
    NodeSeat seat,
    INodeStore nodes,
    SharedHomes homes,
    Heir heir,
    Departures departures,
    Moves moves,
    IBackbone backbone,
    TimeProvider time,
    ILoggerFactory loggers
) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggers.CreateLogger<NodeLife>();
    private IDisposable? _hearing;
    private IDisposable? _hearingOfMoves;
    private Task _living = Task.CompletedTask;
    private int _livingNodes;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        seat.Take(await nodes.RegisterAsync(name.Value, cancellationToken));
        Log.Registered(_logger, seat.Node, name.Value);
        homes.Inherited = heir.AdoptAsync;
        _hearing = backbone.Serve(SharedHomes.Left, HearAsync);
        _hearingOfMoves = moves.Listen();
        _living = LiveAsync(_stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _hearing?.Dispose();
        _hearingOfMoves?.Dispose();
        await _stopping.CancelAsync();
        await _living.WaitAsync(cancellationToken);
        await EndAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LiveAsync(CancellationToken stopping)
    {
        var pulse = new NodePulse(nodes, seat.Node, time, loggers.CreateLogger<NodePulse>())
        {
            OnLook = Look,
            OnGone = heir.Wake,
        };
        var inheriting = heir.RunAsync(stopping);
        try
        {
            await pulse.RunAsync(stopping);
            seat.End(wasDeclaredGone: true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It ends in order.
        }

        await inheriting;
    }

    private void Look(IReadOnlyList<Node> living)
    {
        seat.Look(living);
        // Who ended in order, or was declared gone by another node, left devices as well.
        if (living.Count < _livingNodes)
            heir.Wake();
        _livingNodes = living.Count;
    }

    /// <summary>Others need not wait until they miss it.</summary>
    private async Task EndAsync(CancellationToken cancellation)
    {
        if (seat.IsGone)
            return;
        try
        {
            var living = await nodes.ListAsync(cancellation);
            if (living.FirstOrDefault(node => node.Id == seat.Node) is { } self)
                await nodes.DeclareGoneAsync(self.Id, self.Beat, cancellation);
        }
        catch (StorageUnavailableException fault)
        {
            // The others miss it after a while.
            Log.PulseMissed(_logger, fault);
        }

        seat.End(wasDeclaredGone: false);
    }

    private ValueTask<ReadOnlyMemory<byte>> HearAsync(
        NodeId asker,
        ReadOnlyMemory<byte> message,
        CancellationToken cancellation
    )
    {
        // The epoch that ended is the one before theirs.
        if (SharedHomes.ReadLeft(message.Span) is { } left)
            departures.Note(left.Device, left.Epoch - 1);
        return ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);
    }
}

/// <summary>What people call this node; the same after a new start.</summary>
internal sealed record NodeName(string Value);
