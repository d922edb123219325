using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Firstlight.Cluster.Rabbit;

/// <summary>What the others announce, one message after the other.</summary>
internal sealed class AnnouncementQueue(RabbitNode node, Subjects subjects)
{
    private const ushort Prefetched = 100;

    public async Task DeclareAsync(IChannel channel, CancellationToken cancellation)
    {
        await channel.BasicQosAsync(0, Prefetched, global: false, cancellation);
        await channel.ExchangeDeclareAsync(
            RabbitNode.Announcements,
            ExchangeType.Fanout,
            durable: true,
            cancellationToken: cancellation
        );
        await QueueOfOurs.DeclareAsync(channel, node.Heard, node.Options.WaitingMax, cancellation);
        await channel.QueueBindAsync(node.Heard, RabbitNode.Announcements, "", cancellationToken: cancellation);
    }

    public async Task TakeAsync(IChannel channel, BasicDeliverEventArgs message)
    {
        if (message.BasicProperties.Type is { } subject && RabbitMessage.SenderOf(message) is { } sender)
        {
            if (sender != node.Self)
                subjects.Hear(subject, message.Body);
        }

        await channel.BasicAckAsync(message.DeliveryTag, multiple: false, message.CancellationToken);
    }
}
