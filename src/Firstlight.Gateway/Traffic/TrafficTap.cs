using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Traffic;

/// <summary>Puts one link's frames into words while someone watches its device, and does nothing at all otherwise.</summary>
internal sealed class TrafficTap(IDeviceTraffic traffic, TimeProvider time, string protocol)
{
    /// <summary>Whose link it is; null until its login was accepted, and what was said before is never shown.</summary>
    public DeviceId? Device { get; set; }

    /// <summary>True while it is worth putting something into words.</summary>
    public bool IsWatched => Device is { } device && traffic.IsWatched(device);

    /// <summary>Something was said in a protocol whose words are made elsewhere.</summary>
    public void Note(TrafficDirection direction, string command, string? detail)
    {
        if (Device is { } device && traffic.IsWatched(device))
            Note(device, direction, command, detail);
    }

    public void Came(in Frame frame)
    {
        if (Device is not { } device || !traffic.IsWatched(device))
            return;
        var (command, detail) = FrameWords.Of(frame);
        Note(device, TrafficDirection.FromDevice, command, detail);
    }

    public void Went(Command command, string[] fields)
    {
        if (Device is not { } device || !traffic.IsWatched(device))
            return;
        var (words, detail) = FrameWords.Of(command, fields);
        Note(device, TrafficDirection.ToDevice, words, detail);
    }

    public void Answered(StatusCode status)
    {
        if (Device is { } device && traffic.IsWatched(device))
            Note(device, TrafficDirection.ToDevice, "response", FrameWords.Status((ushort)status));
    }

    /// <summary>The link itself came or went.</summary>
    public void Happened(string what, string? detail)
    {
        if (Device is { } device && traffic.IsWatched(device))
            Note(device, TrafficDirection.FromDevice, what, detail);
    }

    private void Note(DeviceId device, TrafficDirection direction, string command, string? detail) =>
        traffic.Note(device, new TrafficLine(time.GetUtcNow(), direction, protocol, command, detail));
}
