using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>What the fleet does around an activation: the device's first event, its presence, the end of an older connection.</summary>
internal sealed class Activations(
    IAdmission admission,
    IHomes homes,
    Roster roster,
    Outbox outbox,
    AppPresence apps,
    TimeProvider time,
    ILogger<Activations> logger
)
{
    /// <summary>The event of the activation, and the one of coming online.</summary>
    private const int PlacesMax = 2;

    /// <param name="provisioning">The provisioning session of the pending token.</param>
    /// <param name="report">What the device says about itself.</param>
    /// <param name="session">Its connection; null over HTTP.</param>
    public async Task<ReportResult> ActivateAsync(
        ProvisioningSessionId provisioning,
        HardwareReport report,
        DeviceSession? session,
        CancellationToken cancellation
    )
    {
        // Taken before: what follows the activation must neither wait nor be cancelled half-way.
        await outbox.EnterAsync(durable: false, cancellation, PlacesMax);
        var unused = PlacesMax;
        try
        {
            var stamp = roster.Stamp;
            switch (await admission.ActivateAsync(provisioning, report, cancellation))
            {
                case ActivationResult.Activated activated:
                    // When this fails the device comes again, with a token that is its own by now; only the event is not there.
                    await homes.TakeAsync(activated.Device.Id, CancellationToken.None);
                    if (activated.First)
                    {
                        var id = activated.Device.Id;
                        outbox.Add(new EventRecord(id, LifecycleEvents.Activated, null, time.GetUtcNow()));
                        unused--;
                    }

                    if (session is null)
                    {
                        if (activated.First)
                            Close(roster.Revoke(activated.Device.Id, provisioning));
                        return ReportResult.Ready;
                    }

                    return Admit(session, activated, stamp, ref unused) ? ReportResult.Ready : ReportResult.Refused;
                case ActivationResult.TemplateMissing:
                    return ReportResult.TemplateMissing;
                case ActivationResult.WrongTemplate:
                    return ReportResult.WrongTemplate;
                default:
                    return ReportResult.Refused;
            }
        }
        finally
        {
            outbox.Leave(unused);
        }
    }

    private bool Admit(DeviceSession session, ActivationResult.Activated activated, long stamp, ref int unused)
    {
        var device = activated.Device;
        var identity = new DeviceIdentity(device.Id, device.Organisation, device.Template, device.Owner);
        if (!roster.TryArrive(session, identity, stamp, activated.First, out var older, out var wentOnline))
            return false;
        if (wentOnline)
            unused--;
        if (older is not null)
            Log.ConnectionReplaced(logger, device.Id, session.Link.Protocol);
        Close(older);
        apps.Greet(session);
        return true;
    }

    private static void Close(DeviceSession? older) => older?.Link.Abort(LinkEnd.NewerToken);
}
