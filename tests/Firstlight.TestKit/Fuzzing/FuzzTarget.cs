using System.Diagnostics;
using Firstlight.TestKit.Programs;

namespace Firstlight.TestKit.Fuzzing;

/// <summary>A parser that takes bytes of strangers.</summary>
/// <param name="Name">For people.</param>
/// <param name="Corpus">Good inputs.</param>
/// <param name="Read">Reads one input. Throwing means that it did not survive.</param>
/// <param name="AllocatedBytesMax">What one input may cost, in bytes and beside what grows with its length.</param>
public sealed record FuzzTarget(
    string Name,
    IReadOnlyList<byte[]> Corpus,
    Action<byte[]> Read,
    int AllocatedBytesMax = FuzzTarget.AllocatedBytesDefault
)
{
    public const int AllocatedBytesDefault = 64 * 1024;

    /// <summary>Parsers keep text, and parts of it, and lists of the parts.</summary>
    private const int AllocatedPerByte = 64;

    /// <summary>Far above what any input takes, far below what a person calls a hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string ToString() => Name;

    /// <summary>Plays many broken inputs; throws with the seed and the input that did harm.</summary>
    public void Play(int runs, Action<string> say)
    {
        var seed = TestMode.Seed();
        say($"{Name}: seed {seed}, {runs:N0} inputs");
        var mutator = new Mutator(new Random(seed), Corpus);
        // What a parser sets up once is no cost of an input.
        foreach (var good in Corpus)
            Read(good);
        for (var run = 0; run < runs; run++)
        {
            var input = mutator.Next();
            var began = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(input);
            }
            catch (Exception fault)
            {
                throw Harm(seed, run, input, "did not survive", fault);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw Harm(seed, run, input, "took too long");
            if (allocated > MostFor(input) && AllocatedAgain(input) is var again && again > MostFor(input))
                throw Harm(seed, run, input, $"took {again:N0} bytes of memory");
        }
    }

    private long MostFor(byte[] input) => AllocatedBytesMax + (long)AllocatedPerByte * input.Length;

    /// <summary>What an input costs it costs each time; what the runtime needs to compile a method anew comes once.</summary>
    private long AllocatedAgain(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(input);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private InvalidOperationException Harm(int seed, int run, byte[] input, string what, Exception? fault = null) =>
        new($"{Name} {what}: seed {seed}, run {run}, input {Convert.ToHexString(input)}", fault);
}
