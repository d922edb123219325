using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Stores what devices say about themselves. They say it at every login, so what has not changed is not written.</summary>
internal sealed class HardwareReports(IDeviceStore devices, UpdateCourier updates, ILogger<HardwareReports> logger)
{
    /// <summary>Takes the report of a device that exists. Refused means: a healthy store knows no such device.</summary>
    public async Task<ReportResult> TakeAsync(DeviceIdentity who, HardwareReport report, CancellationToken cancellation)
    {
        if (who.IsContradictedBy(report))
        {
            Log.OtherTemplateNamed(logger, who.Device, who.Template);
            return ReportResult.WrongTemplate;
        }

        if (await devices.FindAsync(who.Device, cancellation) is not { } device)
            return ReportResult.Refused;
        if (device.Hardware != report)
            await devices.SetHardwareAsync(who.Device, report, cancellation);
        await updates.HearAsync(who.Device, report, cancellation);
        return ReportResult.Ready;
    }
}
