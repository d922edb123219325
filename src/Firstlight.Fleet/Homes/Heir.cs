using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// Takes over devices that were online on nodes which are gone: from now on this node says when they count as offline. It looks when it starts, when it has
/// declared somebody gone, and now and then, because the one who declared may be gone itself.
/// </summary>
internal sealed class Heir(
    SharedHomes homes,
    IDeviceStore devices,
    ITemplateCatalog catalog,
    Roster roster,
    TimeProvider time,
    ILogger<Heir> logger
)
{
    /// <summary>Devices in one transaction.</summary>
    public const int AtOnce = 500;

    /// <summary>How often it looks without a reason.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly WakeUp _wake = new();

    /// <summary>Somebody was declared gone.</summary>
    public void Wake() => _wake.Set();

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await AdoptAllAsync(stopping);
                await PauseAsync(stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    /// <summary>The device lives here now: it has its wait to come, as after the end of a connection.</summary>
    public async Task AdoptAsync(AdoptedDevice adopted, CancellationToken stopping)
    {
        if (await devices.FindAsync(adopted.Device, stopping) is not { } device)
            return;
        var template = await catalog.FindAsync(device.Organisation, device.Template, stopping);
        var now = time.GetUtcNow();
        var lastSeen = adopted.LastSeenAt ?? now;
        // Its connection ended with its node; nobody saw when.
        var offlineAt = OfflineRule.OfflineAt(
            lastSeen,
            now,
            heartbeat: null,
            template?.OfflineAfter ?? OfflineRule.DefaultWait
        );
        var identity = new DeviceIdentity(device.Id, device.Organisation, device.Template, device.Owner);
        roster.Adopt(identity, lastSeen, offlineAt);
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        using var pause = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stopping);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nobody called; it looks all the same.
        }
    }

    private async Task AdoptAllAsync(CancellationToken stopping)
    {
        try
        {
            var all = 0;
            IReadOnlyList<AdoptedDevice> adopted;
            do
            {
                adopted = await homes.AdoptAsync(AtOnce, stopping);
                foreach (var device in adopted)
                    await AdoptAsync(device, stopping);
                all += adopted.Count;
            } while (adopted.Count == AtOnce);

            if (all > 0)
                Log.Adopted(logger, all);
        }
        catch (StorageUnavailableException fault)
        {
            Log.AdoptionFailed(logger, fault);
        }
    }
}
