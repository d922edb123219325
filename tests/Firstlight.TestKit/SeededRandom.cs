using Firstlight.Core;

namespace Firstlight.TestKit;

/// <summary>Chance from a seed: print the seed when a test fails and the run can be repeated.</summary>
public sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    public void Fill(Span<byte> bytes)
    {
        lock (_gate)
            _random.NextBytes(bytes);
    }

    public int Below(int bound)
    {
        lock (_gate)
            return _random.Next(bound);
    }
}
