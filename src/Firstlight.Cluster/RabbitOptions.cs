namespace Firstlight.Cluster;

/// <summary>How a node reaches the others by RabbitMQ. No record: it would print the password.</summary>
public sealed class RabbitOptions
{
    /// <summary>Where the broker is and how it lets us in: <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> with TLS.</summary>
    public required Uri Address { get; init; }

    /// <summary>Requests, and announcements, that may wait for one node; who sends more is told.</summary>
    public int WaitingMax { get; init; } = 10_000;

    /// <summary>Requests of others that this node handles at a time.</summary>
    public int HandledAtOnceMax { get; init; } = 256;

    /// <summary>Requests of this node that wait for an answer at a time; further ones are not sent.</summary>
    public int AskedAtOnceMax { get; init; } = 4_096;

    /// <summary>Reads an address.</summary>
    /// <exception cref="BackboneRefusedException">It is none.</exception>
    public static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "amqp" or "amqps"
        && address.Host.Length > 0
            ? address
            : throw new BackboneRefusedException(
                "The address of RabbitMQ cannot be read. It looks like amqp://user:password@host:5672/vhost."
            );
}
