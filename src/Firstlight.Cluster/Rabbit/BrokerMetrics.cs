using System.Diagnostics.Metrics;

namespace Firstlight.Cluster.Rabbit;

/// <summary>What is measured of the connection to the broker.</summary>
internal sealed class BrokerMetrics
{
    public const string MeterName = "Firstlight.Cluster";

    private readonly Meter _meter;
    private long _connects;

    public BrokerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableCounter(
            "firstlight.cluster.broker.reconnects",
            () => Math.Max(0, Interlocked.Read(ref _connects) - 1),
            "{connection}",
            "Connections to the broker after the first one"
        );
    }

    /// <summary>Shows whether there is a connection, from now on.</summary>
    public void Watch(Func<bool> isConnected) =>
        _meter.CreateObservableUpDownCounter(
            "firstlight.cluster.broker.connected",
            () => isConnected() ? 1 : 0,
            "{connection}",
            "1 while this node is connected to the broker, else 0"
        );

    public void Connected() => Interlocked.Increment(ref _connects);
}
