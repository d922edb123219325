using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>Who spoke.</summary>
public enum TrafficDirection
{
    /// <summary>The device to the cloud.</summary>
    FromDevice,

    /// <summary>The cloud to the device.</summary>
    ToDevice,
}

/// <summary>One thing that was said, in words.</summary>
/// <param name="At">When.</param>
/// <param name="Direction">Who spoke.</param>
/// <param name="Protocol"><c>native</c>, <c>websocket</c>, <c>https</c>.</param>
/// <param name="Command">What it was, such as <c>write</c> or <c>ping</c>.</param>
/// <param name="Detail">Pins, values, status. Never a token or a Wi-Fi secret.</param>
public sealed record TrafficLine(
    DateTimeOffset At,
    TrafficDirection Direction,
    string Protocol,
    string Command,
    string? Detail
);

/// <summary>What a watcher gets next.</summary>
/// <param name="Missed">Lines that were dropped before this one because the watcher was too slow.</param>
/// <param name="Line">The line.</param>
public readonly record struct SeenTraffic(int Missed, TrafficLine Line);

/// <summary>One watcher's lines, read once.</summary>
public sealed record TrafficWatch(IAsyncEnumerable<SeenTraffic> Lines);

/// <summary>What devices and the cloud say to each other, for whoever watches a device now. Nothing is kept.</summary>
public interface IDeviceTraffic
{
    /// <summary>False while nobody watches the device: then nothing needs to be put into words.</summary>
    bool IsWatched(DeviceId device);

    /// <summary>Hands the line to whoever watches the device. Never blocks and never fails.</summary>
    void Note(DeviceId device, TrafficLine line);

    /// <summary>Every line of the device from now on, until cancelled; refused when too many watch already.</summary>
    Outcome<TrafficWatch> Watch(DeviceId device, CancellationToken cancellation);
}
