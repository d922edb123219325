using Firstlight.Edgent;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Workbench;

/// <summary>
/// A virtual device's second firmware slot. It takes an image of its own type; the program in it cannot run here, so what changes at the restart is
/// what the device says it runs.
/// </summary>
internal sealed class VirtualUpdater(string firmwareType) : IFirmwareUpdater
{
    private const int PieceBytes = 64 * 1024;

    // A tag that begins at the end of one piece is whole in the next, which begins so far before it.
    private const int OverlapBytes = FirmwareTag.BytesMax + 16;

    private volatile FirmwareTag? _next;

    /// <summary>What it was updated to; null while it runs what it was made with.</summary>
    public FirmwareTag? Running { get; private set; }

    /// <summary>The device restarts: true when it begins with other firmware than it had.</summary>
    public bool TryStart()
    {
        if (Interlocked.Exchange(ref _next, null) is not { } next)
            return false;
        Running = next;
        return true;
    }

    public async Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation)
    {
        var buffer = new byte[OverlapBytes + PieceBytes];
        var kept = 0;
        FirmwareTag? tag = null;
        while (await image.ReadAsync(buffer.AsMemory(kept, PieceBytes), cancellation) is > 0 and var count)
        {
            var window = kept + count;
            if (tag is null && FirmwareTag.TryFind(buffer.AsSpan(0, window), out var found))
                tag = found;
            kept = Math.Min(window, OverlapBytes);
            buffer.AsSpan(window - kept, kept).CopyTo(buffer);
        }

        if (tag?.Version is null || (tag.FirmwareType is { } type && type != firmwareType))
            return false;
        _next = tag;
        return true;
    }
}
