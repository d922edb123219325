using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Which faults are the broker's or the network's, and not ours.</summary>
internal static class RabbitFaults
{
    public static bool IsOutage(Exception fault) =>
        fault
            is RabbitMQClientException
                or PublishException
                or SocketException
                or IOException
                or TimeoutException
                or OperationCanceledException
                or ObjectDisposedException;

    /// <summary>True when the broker said that it did not take the message: nobody will get it.</summary>
    public static bool WasRefused(Exception fault) => fault is PublishException;
}
