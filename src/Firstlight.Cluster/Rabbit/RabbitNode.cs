using Firstlight.Core;
using RabbitMQ.Client;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Who this node is to the broker, and what things are called there.</summary>
internal sealed class RabbitNode(Func<NodeId> self, RabbitOptions options)
{
    /// <summary>Where announcements go; each node binds a queue to it.</summary>
    public const string Announcements = "firstlight.announcements";

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    // Two of them without a sign of life end a connection, on both ends.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly ConnectionFactory _factory = new()
    {
        Uri = options.Address,
        // A queue of ours ends with its connection, and so does what was under way: nothing is taken up again behind our back.
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = Heartbeat,
        RequestedConnectionTimeout = ConnectPatience,
        ContinuationTimeout = ConnectPatience,
    };

    /// <summary>Known once it has registered, and then the same for ever.</summary>
    public NodeId Self => self();

    public RabbitOptions Options { get; } = options;

    public string Host => _factory.HostName;

    public int Port => _factory.Port == AmqpTcpEndpoint.UseDefaultPort ? _factory.Endpoint.Port : _factory.Port;

    /// <summary>Requests to <paramref name="node"/> wait here.</summary>
    public static string RequestsTo(NodeId node) => $"firstlight.node.{node}.requests";

    /// <summary>Announcements wait here for this node.</summary>
    public string Heard => $"firstlight.node.{Self}.announcements";

    public Task<IConnection> ConnectAsync(CancellationToken cancellation) =>
        _factory.CreateConnectionAsync($"Firstlight node {Self}", cancellation);
}
