using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Storage.Tests.Engine;

/// <summary>A commit is measured without garbage while nobody asked for traces.</summary>
public sealed class StorageMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Without_a_listener_a_commit_leaves_no_garbage()
    {
        using var metrics = new StorageMetrics(_services.GetRequiredService<IMeterFactory>());
        Measure(metrics);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(metrics);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Measure(StorageMetrics metrics)
    {
        for (var commit = 0; commit < 1_000; commit++)
        {
            using var span = metrics.Begin(writes: 10);
            metrics.Ended(span, writes: 10, TimeSpan.FromMilliseconds(1), fault: null);
        }
    }
}
