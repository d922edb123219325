using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>A past that tests write down; what was asked of it is in <see cref="Asked"/>.</summary>
internal sealed class FakeHistory : IDeviceHistory
{
    public List<(VirtualPin Pin, HistoryPoint Point)> Points { get; } = [];

    public List<(VirtualPin Pin, HistoryBucket Bucket)> Buckets { get; } = [];

    public List<DeviceEvent> Events { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>Set: points end with this fault.</summary>
    public Exception? FaultBehindPoints { get; set; }

    /// <summary>Set: reading waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async IAsyncEnumerable<HistoryPoint> ReadPointsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Asked.Add($"points {pin} {from:yyyy-MM-dd HH:mm} {to:yyyy-MM-dd HH:mm}");
        foreach (var (_, point) in Points.Where(entry => entry.Pin == pin))
            yield return point;
        if (Gate is { } gate)
            await gate.Task.WaitAsync(cancellation);
        if (FaultBehindPoints is { } fault)
            throw fault;
    }

    public async IAsyncEnumerable<HistoryBucket> ReadBucketsAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Asked.Add($"{buckets.Resolution} {pin} {buckets.Zone.Id}");
        foreach (var bucket in await ReadBucketPageAsync(pin, from, to, buckets, int.MaxValue, cancellation))
            yield return bucket;
    }

    public Task<IReadOnlyList<HistoryBucket>> ReadBucketPageAsync(
        VirtualPin pin,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeBuckets buckets,
        int limit,
        CancellationToken cancellation
    ) =>
        Task.FromResult<IReadOnlyList<HistoryBucket>>([
            .. Buckets.Where(entry => entry.Pin == pin).Select(entry => entry.Bucket),
        ]);

    public Task<IReadOnlyList<ChartPoint>> ReadChartAsync(
        Datastream datastream,
        DateTimeOffset from,
        DateTimeOffset to,
        int pointsMax,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyList<ChartPoint>>([]);

    public async IAsyncEnumerable<DeviceEvent> ReadEventsAsync(
        DateTimeOffset from,
        DateTimeOffset to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await Task.CompletedTask;
        foreach (var happened in Events)
            yield return happened;
    }
}
