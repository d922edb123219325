using Firstlight.Fleet;

namespace Firstlight.Storage.Stores;

/// <summary>
/// Thins a series that comes in order of time down to a number of points. When there are more than that, time is cut into
/// equal spans and each keeps its least and its greatest, in their order: a peak is never lost, however short it was.
/// </summary>
internal sealed class Thinning
{
    private readonly DateTimeOffset _from;
    private readonly long _spanTicks;
    private readonly int _pointsMax;
    private readonly List<ChartPoint> _thinned = [];
    private List<ChartPoint>? _all = [];
    private long _span = -1;
    private ChartPoint _least;
    private ChartPoint _greatest;

    /// <param name="from">The first moment.</param>
    /// <param name="to">The first moment after the series.</param>
    /// <param name="pointsMax">At least 2.</param>
    public Thinning(DateTimeOffset from, DateTimeOffset to, int pointsMax)
    {
        _from = from;
        _pointsMax = pointsMax;
        var spans = Math.Max(1, pointsMax / 2);
        _spanTicks = Math.Max(1, ((to - from).Ticks + spans - 1) / spans);
    }

    /// <summary>Takes the next value; not earlier than the one before.</summary>
    public void Add(DateTimeOffset at, double value)
    {
        var point = new ChartPoint(at, value);
        if (_all is not null)
        {
            _all.Add(point);
            if (_all.Count > _pointsMax)
                _all = null;
        }

        var span = Math.Max(0, (at - _from).Ticks) / _spanTicks;
        if (span != _span)
        {
            EndSpan();
            _span = span;
            _least = _greatest = point;
            return;
        }

        if (value < _least.Value)
            _least = point;
        if (value > _greatest.Value)
            _greatest = point;
    }

    /// <summary>What is left; nothing is added after it.</summary>
    public IReadOnlyList<ChartPoint> Finish()
    {
        if (_all is not null)
            return _all;
        EndSpan();
        return _thinned;
    }

    private void EndSpan()
    {
        if (_span < 0)
            return;
        var (first, second) = _least.At <= _greatest.At ? (_least, _greatest) : (_greatest, _least);
        _thinned.Add(first);
        if (first != second)
            _thinned.Add(second);
    }
}
