using BenchmarkDotNet.Attributes;

namespace Firstlight.Benchmarks;

/// <summary>
/// Question: what does one MQTT message cost, read or written? Budget: no byte allocated (<c>budgets.json</c>); the time of a
/// native pin message, twice.
/// </summary>
[MemoryDiagnoser]
public class MqttBenchmarks
{
    private readonly MqttBurst _burst = new();

    /// <summary>From a device.</summary>
    [Benchmark(OperationsPerInvoke = MqttBurst.Packets)]
    public long Read() => _burst.Read();

    /// <summary>To a device, and an acknowledgement.</summary>
    [Benchmark(OperationsPerInvoke = MqttBurst.Packets)]
    public long Write() => _burst.Write();
}
