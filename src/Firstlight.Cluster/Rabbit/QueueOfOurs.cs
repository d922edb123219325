using RabbitMQ.Client;

namespace Firstlight.Cluster.Rabbit;

/// <summary>How each queue is made: only its connection sees it, it is gone with it, and it refuses what is too much.</summary>
internal static class QueueOfOurs
{
    public static Task DeclareAsync(IChannel channel, string name, int waitingMax, CancellationToken cancellation) =>
        channel.QueueDeclareAsync(
            name,
            durable: false,
            exclusive: true,
            autoDelete: true,
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["x-max-length"] = waitingMax,
                ["x-overflow"] = "reject-publish",
            },
            cancellationToken: cancellation
        );
}
