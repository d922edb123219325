using Firstlight.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Firstlight.Cluster.Rabbit;

/// <summary>
/// One connection from its beginning to its end. The queues are its own: with it they are gone, and whatever waited in them, so
/// nothing is delivered twice.
/// </summary>
internal sealed class RabbitLink : IAsyncDisposable
{
    /// <summary>The client answers here, over the channel that the request came from.</summary>
    private const string DirectReplies = "amq.rabbitmq.reply-to";

    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    private readonly RabbitNode _node;
    private readonly TimeProvider _time;
    private readonly IConnection _connection;
    private readonly PendingAnswers _pending;
    private readonly TaskCompletionSource<Exception> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChannel? _asking;
    private IChannel? _announcing;
    private RequestQueue? _requests;

    private RabbitLink(RabbitNode node, IConnection connection, TimeProvider time)
    {
        (_node, _connection, _time) = (node, connection, time);
        _pending = new PendingAnswers(node.Options.AskedAtOnceMax);
        connection.ConnectionShutdownAsync += EndAsync;
    }

    /// <summary>Why the connection, or a channel of it, is no more.</summary>
    public Task<Exception> Ended => _ended.Task;

    public static async Task<RabbitLink> OpenAsync(
        RabbitNode node,
        Subjects subjects,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var link = new RabbitLink(node, await node.ConnectAsync(cancellation), time);
        try
        {
            await link.SetUpAsync(subjects, cancellation);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    public async Task<BackboneAnswer> AskAsync(
        NodeId other,
        string subject,
        ReadOnlyMemory<byte> request,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        if (_pending.Begin() is not var (number, answer))
            return BackboneAnswer.NotTaken;
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var properties = RabbitMessage.Request(_node.Self, subject, number, patience, DirectReplies);
            await _asking!.BasicPublishAsync("", RabbitNode.RequestsTo(other), true, properties, request, either.Token);
            return await answer.WaitAsync(either.Token);
        }
        catch (Exception fault) when (RabbitFaults.WasRefused(fault))
        {
            return BackboneAnswer.NotTaken;
        }
        catch (Exception fault) when (RabbitFaults.IsOutage(fault) && !cancellation.IsCancellationRequested)
        {
            return BackboneAnswer.Unknown;
        }
        finally
        {
            _pending.Forget(number);
        }
    }

    public async Task AnnounceAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var properties = RabbitMessage.Announcement(_node.Self, subject);
        await _announcing!.BasicPublishAsync(
            RabbitNode.Announcements,
            "",
            mandatory: false,
            properties,
            message,
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        _pending.End();
        if (_requests is not null)
            await _requests.DisposeAsync();
        // Closes its channels, and gives up on a broker that does not answer.
        await _connection.DisposeAsync();
    }

    private async Task SetUpAsync(Subjects subjects, CancellationToken cancellation)
    {
        _asking = await OpenChannelAsync(Confirmed, cancellation);
        await ConsumeAsync(_asking, DirectReplies, autoAck: true, TakeAnswerAsync, cancellation);

        _announcing = await OpenChannelAsync(Confirmed, cancellation);
        var heard = new AnnouncementQueue(_node, subjects);
        await heard.DeclareAsync(_announcing, cancellation);
        await ConsumeAsync(_announcing, _node.Heard, autoAck: false, heard.TakeAsync, cancellation);

        var serving = await OpenChannelAsync(null, cancellation);
        _requests = new RequestQueue(_node, subjects, serving, _time);
        await _requests.DeclareAsync(cancellation);
        await ConsumeAsync(
            serving,
            RabbitNode.RequestsTo(_node.Self),
            autoAck: false,
            _requests.TakeAsync,
            cancellation
        );
    }

    private async Task<IChannel> OpenChannelAsync(CreateChannelOptions? options, CancellationToken cancellation)
    {
        var channel = await _connection.CreateChannelAsync(options, cancellation);
        channel.ChannelShutdownAsync += EndAsync;
        return channel;
    }

    private async Task ConsumeAsync(
        IChannel channel,
        string queue,
        bool autoAck,
        Func<IChannel, BasicDeliverEventArgs, Task> take,
        CancellationToken cancellation
    )
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => take(channel, message);
        consumer.UnregisteredAsync += (_, _) =>
        {
            // Somebody has removed the queue.
            _ended.TrySetResult(new OperationInterruptedException());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck, consumer, cancellation);
    }

    private Task TakeAnswerAsync(IChannel channel, BasicDeliverEventArgs message)
    {
        if (message.BasicProperties.CorrelationId is { } number)
            _pending.Settle(number, RabbitMessage.ReadAnswer(message));
        return Task.CompletedTask;
    }

    private Task EndAsync(object sender, ShutdownEventArgs why)
    {
        _pending.End();
        _ended.TrySetResult(new AlreadyClosedException(why));
        return Task.CompletedTask;
    }
}
