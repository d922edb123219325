using System.Globalization;
using Microsoft.Diagnostics.Runtime;

namespace Firstlight.HeapCensus;

/// <summary>The objects of a process by type. Kept is what handles lead to: what only a running thread's stack holds counts as garbage.</summary>
/// <param name="Types">The most bytes first.</param>
/// <param name="KeptBytes">All that is kept.</param>
/// <param name="GarbageBytes">What the next collection would take.</param>
internal sealed record Census(IReadOnlyList<Census.Row> Types, long KeptBytes, long GarbageBytes)
{
    /// <summary>Stops the process, looks, and lets it go on.</summary>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    /// <exception cref="InvalidOperationException">It is not one of .NET, or in the middle of a collection.</exception>
    public static Census Take(int process)
    {
        using var target = DataTarget.AttachToProcess(process, suspend: true);
        if (target.ClrVersions is not [var version, ..])
            throw new InvalidOperationException("it is not one of .NET.");
        using var runtime = version.CreateRuntime();
        if (!runtime.Heap.CanWalkHeap)
            throw new InvalidOperationException("it is in the middle of a collection; try again.");

        var kept = FindKept(runtime);
        var types = new Dictionary<string, Row>(StringComparer.Ordinal);
        var garbage = 0L;
        foreach (var found in runtime.Heap.EnumerateObjects().Where(found => !found.IsFree))
        {
            if (!kept.Contains(found))
            {
                garbage += (long)found.Size;
                continue;
            }

            var name = found.Type?.Name ?? "unknown";
            var row = types.GetValueOrDefault(name, new Row(name, 0, 0));
            types[name] = row with { Count = row.Count + 1, Bytes = row.Bytes + (long)found.Size };
        }

        return new Census(
            [.. types.Values.OrderByDescending(row => row.Bytes)],
            types.Values.Sum(row => row.Bytes),
            garbage
        );
    }

    public void Print(TextWriter output, int each, int rows)
    {
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{KeptBytes / each} bytes kept, {GarbageBytes / each} of garbage"
            )
        );
        foreach (var row in Types.Take(rows))
        {
            var bytes = (double)row.Bytes / each;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes, 14:F1} {row.Count, 9}  {row.Type}"));
        }
    }

    private static HashSet<ulong> FindKept(ClrRuntime runtime)
    {
        var kept = new HashSet<ulong>();
        var open = new Stack<ClrObject>();
        foreach (var handle in runtime.EnumerateHandles().Where(handle => handle.IsStrong))
            Keep(handle.Object);
        while (open.TryPop(out var next))
        {
            foreach (var reference in next.EnumerateReferences(carefully: false, considerDependantHandles: true))
                Keep(reference);
        }

        return kept;

        void Keep(ClrObject found)
        {
            if (found.IsValid && kept.Add(found))
                open.Push(found);
        }
    }

    /// <summary>One type.</summary>
    internal sealed record Row(string Type, int Count, long Bytes);
}
