using Firstlight.Edgent.Tests.Fakes;
using Firstlight.TestKit;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>Devices, routers and a cloud under one clock and on one thread: hours pass in a moment, and a seed repeats them.</summary>
internal sealed class World : IDisposable
{
    private readonly Scheduler _scheduler = new();
    private readonly List<UnitInWorld> _units = [];
    private readonly CancellationTokenSource _end = new();

    public World() => Cloud = new CloudInWorld(Time);

    public ManualTime Time { get; } = new();

    public CloudInWorld Cloud { get; }

    public List<Router> Routers { get; } = [];

    public CancellationToken End => _end.Token;

    public TimeSpan Now => Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Router AddRouter(string ssid)
    {
        var router = new Router(ssid, "password of " + ssid);
        Routers.Add(router);
        return router;
    }

    public UnitInWorld AddUnit(int seed, Func<EdgentOptions, EdgentOptions>? options = null, params ISlotFile[] slots)
    {
        var unit = new UnitInWorld(this, seed, options, slots);
        _units.Add(unit);
        return unit;
    }

    public void Do(Action action) => _scheduler.Run(action);

    /// <summary>From one thing that happens to the next; <paramref name="look"/> is called after each.</summary>
    public void Pass(TimeSpan span, Action? look = null)
    {
        var until = Time.GetUtcNow() + span;
        while (Time.NextDue is { } due && due <= until)
        {
            _scheduler.Run(() => Time.Advance(due - Time.GetUtcNow()));
            look?.Invoke();
        }

        _scheduler.Run(() => Time.Advance(until - Time.GetUtcNow()));
        look?.Invoke();
    }

    public void Dispose()
    {
        Do(_end.Cancel);
        foreach (var unit in _units)
            unit.Running.IsCompletedSuccessfully.ShouldBeTrue("a device without power stands still");
        _end.Dispose();
    }
}
