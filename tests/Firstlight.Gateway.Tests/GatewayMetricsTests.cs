using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway.Tests;

/// <summary>Counting is on the way of every frame: it makes no garbage, whether somebody listens or not.</summary>
[Collection(nameof(Alone))]
public sealed class GatewayMetricsTests : IDisposable
{
    private const int Frames = 10_000;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GatewayMetrics _metrics;

    public GatewayMetricsTests() => _metrics = new GatewayMetrics(_services.GetRequiredService<IMeterFactory>());

    public void Dispose() => _services.Dispose();

    [Fact]
    public void When_nobody_listens() => Garbage().ShouldBe(0);

    [Fact]
    public void When_somebody_listens()
    {
        var sum = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == GatewayMetrics.MeterName)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => sum += measurement);
        listener.Start();

        Garbage().ShouldBe(0);
        sum.ShouldBeGreaterThan(3 * Frames);
    }

    private long Garbage()
    {
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Count()
    {
        _metrics.LinkOpened("native");
        _metrics.LoggedIn("accepted");
        for (var frame = 0; frame < Frames; frame++)
        {
            _metrics.Received(frames: 1);
            _metrics.Sent();
            _metrics.Violated("flood");
        }

        _metrics.LinkClosed("native");
    }
}
