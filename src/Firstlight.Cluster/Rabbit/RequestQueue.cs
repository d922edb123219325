using System.Collections.Concurrent;
using Firstlight.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Firstlight.Cluster.Rabbit;

/// <summary>What the others ask this node. So many at a time; the rest waits at the broker.</summary>
internal sealed class RequestQueue(RabbitNode node, Subjects subjects, IChannel channel, TimeProvider time)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<ulong, Task> _handled = new();

    public async Task DeclareAsync(CancellationToken cancellation)
    {
        var atOnce = checked((ushort)node.Options.HandledAtOnceMax);
        await channel.BasicQosAsync(0, atOnce, global: false, cancellation);
        var queue = RabbitNode.RequestsTo(node.Self);
        await QueueOfOurs.DeclareAsync(channel, queue, node.Options.WaitingMax, cancellation);
    }

    public Task TakeAsync(IChannel from, BasicDeliverEventArgs message)
    {
        // The client takes its buffer back after this call, and the next request shall not wait for this one.
        var body = message.Body.ToArray();
        var handled = HandleAsync(message, body);
        _handled[message.DeliveryTag] = handled;
        if (handled.IsCompleted)
            _handled.TryRemove(message.DeliveryTag, out _);
        return Task.CompletedTask;
    }

    /// <summary>Handlers are cancelled, and waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_handled.Values);
        _ending.Dispose();
    }

    private async Task HandleAsync(BasicDeliverEventArgs message, ReadOnlyMemory<byte> body)
    {
        try
        {
            // Its queue is gone with the connection, so the broker has none that it gave out before. Never twice, whatever a broker does.
            if (!message.Redelivered)
                await AnswerAsync(message, await RunAsync(message, body));
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, _ending.Token);
        }
        catch (Exception fault) when (RabbitFaults.IsOutage(fault))
        {
            // The connection has ended, and its asker knows.
        }
        finally
        {
            _handled.TryRemove(message.DeliveryTag, out _);
        }
    }

    private async Task<BackboneAnswer> RunAsync(BasicDeliverEventArgs message, ReadOnlyMemory<byte> body)
    {
        if (
            message.BasicProperties.Type is not { } subject
            || RabbitMessage.SenderOf(message) is not { } asker
            || RabbitMessage.PatienceOf(message) is not { } patience
        )
            return BackboneAnswer.NotTaken;
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _ending.Token);
        return await subjects.HandleAsync(asker, subject, body, either.Token);
    }

    private async Task AnswerAsync(BasicDeliverEventArgs message, BackboneAnswer answer)
    {
        if (message.BasicProperties is not { ReplyTo: { } replyTo, CorrelationId: var number })
            return;
        var properties = RabbitMessage.Answer(number, answer.Outcome);
        await channel.BasicPublishAsync("", replyTo, mandatory: false, properties, answer.Body, _ending.Token);
    }
}
