using System.Threading.Channels;
using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Support;

/// <summary>One tap that the test speaks into.</summary>
public sealed class FakeTraffic : IDeviceTraffic
{
    private readonly Channel<SeenTraffic> _lines = Channel.CreateUnbounded<SeenTraffic>();

    public bool Full { get; set; }

    public CancellationToken Watching { get; private set; }

    public bool IsWatched(DeviceId device) => true;

    public void Note(DeviceId device, TrafficLine line) => Say(0, line);

    public void Say(int missed, TrafficLine line) => _lines.Writer.TryWrite(new SeenTraffic(missed, line));

    public Outcome<TrafficWatch> Watch(DeviceId device, CancellationToken cancellation)
    {
        if (Full)
            return new Refusal(RefusalKind.LimitReached, "too_many_watchers", "Too many watch already.");
        Watching = cancellation;
        return new TrafficWatch(_lines.Reader.ReadAllAsync(cancellation));
    }
}
