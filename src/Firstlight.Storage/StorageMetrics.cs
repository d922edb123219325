using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Firstlight.Storage;

/// <summary>What is measured of the one writer: how many wait for it, and what a commit takes.</summary>
internal sealed class StorageMetrics : IDisposable
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Firstlight.Storage";

    private const string ErrorType = "error.type";

    private readonly Meter _meter;
    private readonly Histogram<double> _commits;
    private readonly Counter<long> _writes;
    private readonly ActivitySource _source = new(Name);

    public StorageMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _commits = _meter.CreateHistogram(
            "firstlight.storage.commit.duration",
            "s",
            "From the first statement of a commit until it is on disk",
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                [
                    0.0005,
                    0.001,
                    0.0025,
                    0.005,
                    0.01,
                    0.025,
                    0.05,
                    0.1,
                    0.25,
                    0.5,
                    1,
                    5,
                    10,
                    60,
                ],
            }
        );
        _writes = _meter.CreateCounter<long>(
            "firstlight.storage.writes",
            "{write}",
            "Durable writes that were committed, many in each commit"
        );
    }

    /// <summary>Shows how many wait, from now on.</summary>
    public void Watch(Func<int> waiting) =>
        _meter.CreateObservableUpDownCounter(
            "firstlight.storage.queue.depth",
            waiting,
            "{write}",
            "Durable writes that wait for the writer"
        );

    /// <summary>The span of one commit; null when nobody listens.</summary>
    public Activity? Begin(int writes) =>
        _source.StartActivity("storage commit")?.SetTag("firstlight.storage.writes", writes);

    /// <param name="span">What <see cref="Begin"/> gave.</param>
    /// <param name="writes">How many share the commit.</param>
    /// <param name="elapsed">What it took.</param>
    /// <param name="fault">Why nothing of it is written; null when it is.</param>
    public void Ended(Activity? span, int writes, TimeSpan elapsed, Exception? fault)
    {
        if (fault is null)
        {
            _commits.Record(elapsed.TotalSeconds);
            _writes.Add(writes);
            return;
        }

        var type = new KeyValuePair<string, object?>(ErrorType, fault.GetType().Name);
        _commits.Record(elapsed.TotalSeconds, type);
        span?.SetTag(type.Key, type.Value).SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose() => _source.Dispose();
}
