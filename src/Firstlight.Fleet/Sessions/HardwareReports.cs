using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>Stores what devices say about themselves. They say it at every login, so what has not changed is not written.</summary>
internal sealed class HardwareReports(IDeviceStore devices)
{
    /// <summary>False when a healthy store knows no such device.</summary>
    public async Task<bool> StoreAsync(DeviceId id, HardwareReport report, CancellationToken cancellation)
    {
        if (await devices.FindAsync(id, cancellation) is not { } device)
            return false;
        if (device.Hardware != report)
            await devices.SetHardwareAsync(id, report, cancellation);
        return true;
    }
}
