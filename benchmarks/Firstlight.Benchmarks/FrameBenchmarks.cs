using BenchmarkDotNet.Attributes;

namespace Firstlight.Benchmarks;

/// <summary>
/// Question: what does one frame of a busy device cost, in time and in garbage, and how much does it save against the code
/// one writes first? Budget: no byte allocated per frame (<c>budgets.json</c>, checked by <c>--check</c> on every test
/// run); under 100 ns per pin message read on a laptop core, so that parsing never decides how many devices a node holds.
/// </summary>
[MemoryDiagnoser]
public class FrameReadBenchmarks
{
    private readonly FrameBurst _burst = new();

    /// <summary>The yardstick.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FrameBurst.Frames)]
    public long Naive() => _burst.ReadNaively();

    /// <summary>Frame, verb, pin, value: the same work.</summary>
    [Benchmark(OperationsPerInvoke = FrameBurst.Frames)]
    public long PinMessages() => _burst.ReadPinMessages();

    /// <summary>Frames alone.</summary>
    [Benchmark(OperationsPerInvoke = FrameBurst.Frames)]
    public long Frames() => _burst.Read();

    /// <summary>Frames alone, across segments.</summary>
    [Benchmark(OperationsPerInvoke = FrameBurst.Frames)]
    public long FramesAcrossSegments() => _burst.ReadSegmented();
}

/// <summary>
/// Question: what does one frame to a device cost? Budget: no byte allocated per frame; under 60 ns per pin message written.
/// </summary>
[MemoryDiagnoser]
public class FrameWriteBenchmarks
{
    private readonly FrameBurst _burst = new();

    /// <summary>The yardstick.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = FrameBurst.Frames)]
    public long Naive() => _burst.WriteNaively();

    /// <summary>Commands to devices: the same work.</summary>
    [Benchmark(OperationsPerInvoke = FrameBurst.Frames)]
    public long PinMessages() => _burst.WritePinMessages();

    /// <summary>Answers.</summary>
    [Benchmark(OperationsPerInvoke = FrameBurst.Frames)]
    public long Responses() => _burst.Write();
}
