using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>Notes what a watcher would see, while the test watches.</summary>
internal sealed class FakeTraffic : IDeviceTraffic
{
    public bool Watched { get; set; }

    public ConcurrentQueue<TrafficLine> Lines { get; } = new();

    /// <summary>Each line as <c>&gt; write: V4 = 1</c>, <c>&gt;</c> from the device and <c>&lt;</c> to it.</summary>
    public string[] Words =>
        [
            .. Lines.Select(line =>
                $"{(line.Direction is TrafficDirection.FromDevice ? '>' : '<')} {line.Command}"
                + (line.Detail is null ? "" : $": {line.Detail}")
            ),
        ];

    public bool IsWatched(DeviceId device) => Watched;

    public void Note(DeviceId device, TrafficLine line) => Lines.Enqueue(line);

    public Outcome<TrafficWatch> Watch(DeviceId device, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
