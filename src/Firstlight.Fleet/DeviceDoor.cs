using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Lets devices in. What a token is worth says <see cref="IAdmission"/>; its faults pass through and never become a refusal.</summary>
internal sealed class DeviceDoor(
    IAdmission admission,
    IDeviceStore devices,
    IOrganisationTree organisations,
    IHomes homes,
    IDeviceHomes deviceHomes,
    Outbox outbox,
    DeviceDesk desk,
    ILogger<DeviceDoor> logger
) : IDeviceDoor
{
    public ValueTask<Arrival> ConnectAsync(AuthToken token, IDeviceLink link, CancellationToken cancellation) =>
        ConnectAsync(top: null, token, link, cancellation);

    public ValueTask<Arrival> ConnectBehindAsync(
        OrganisationId top,
        AuthToken token,
        IDeviceLink link,
        CancellationToken cancellation
    ) => ConnectAsync(top, token, link, cancellation);

    public async ValueTask<Visit> VisitAsync(AuthToken token, CancellationToken cancellation)
    {
        switch (await admission.AdmitAsync(token, cancellation))
        {
            case Admission.Active active:
                if (await deviceHomes.FindElsewhereAsync(active.Device, cancellation) is { } node)
                    return new Visit.Elsewhere(node);
                NoteVisit(active.Device);
                var identity = new DeviceIdentity(active.Device, active.Organisation, active.Template, active.Owner);
                return new Visit.Accepted(new DeviceVisit(desk, identity));
            case Admission.Pending:
                return new Visit.NotProvisioned();
            case Admission.Refused refused:
                return new Visit.Refused(refused.Cause);
            case var unknown:
                throw new InvalidOperationException($"No answer for an admission of type {unknown.GetType().Name}.");
        }
    }

    public async ValueTask<IDeviceActions?> FindAsync(DeviceId device, CancellationToken cancellation) =>
        await devices.FindAsync(device, cancellation) is { } found
            ? new DeviceVisit(desk, new DeviceIdentity(found.Id, found.Organisation, found.Template, found.Owner))
            : null;

    public async Task<ReportResult> ProvisionAsync(
        AuthToken token,
        HardwareReport report,
        CancellationToken cancellation
    )
    {
        switch (await admission.AdmitAsync(token, cancellation))
        {
            case Admission.Pending pending:
                return await desk.Activations.ActivateAsync(pending.Session, report, session: null, cancellation);
            case Admission.Active when string.IsNullOrWhiteSpace(report.TemplateId):
                return ReportResult.TemplateMissing;
            case Admission.Active active:
                var identity = new DeviceIdentity(active.Device, active.Organisation, active.Template, active.Owner);
                return await desk.Reports.TakeAsync(identity, report, cancellation);
            default:
                return ReportResult.Refused;
        }
    }

    private async ValueTask<Arrival> ConnectAsync(
        OrganisationId? top,
        AuthToken token,
        IDeviceLink link,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var stamp = desk.Roster.Stamp;
            var admitted = await admission.AdmitAsync(token, cancellation);
            if (top is { } reach && !await IsWithinAsync(admitted, reach, cancellation))
                return new Arrival.Refused("beyond the login's organisation");
            switch (admitted)
            {
                case Admission.Active active:
                    var identity = new DeviceIdentity(
                        active.Device,
                        active.Organisation,
                        active.Template,
                        active.Owner
                    );
                    var session = new DeviceSession(desk, link, identity);
                    await outbox.EnterAsync(durable: false, cancellation);
                    if (await TryArriveAsync(session, stamp, cancellation))
                        return new Arrival.Accepted(session);
                    break; // its token was revoked just now, or it was deleted: ask again
                case Admission.Pending pending:
                    var waiting = new DeviceSession(desk, link, pending);
                    desk.Roster.Wait(waiting)?.Link.Abort(LinkEnd.Replaced);
                    return new Arrival.Accepted(waiting);
                case Admission.Refused refused:
                    return new Arrival.Refused(refused.Cause);
                case var unknown:
                    throw new InvalidOperationException(
                        $"No answer for an admission of type {unknown.GetType().Name}."
                    );
            }
        }
    }

    private async ValueTask<bool> IsWithinAsync(
        Admission admitted,
        OrganisationId top,
        CancellationToken cancellation
    ) =>
        admitted switch
        {
            Admission.Active active => await organisations.IsWithinAsync(active.Organisation, top, cancellation),
            Admission.Pending pending => await organisations.IsWithinAsync(pending.Organisation, top, cancellation),
            _ => true, // refused in any case, and for its own reason
        };

    private void NoteVisit(DeviceId device)
    {
        var now = desk.Time.GetUtcNow();
        var twin = desk.Shelf.Hold(device);
        lock (twin.Gate)
        {
            if (now - twin.VisitNotedAt >= desk.LastSeenInterval)
            {
                twin.VisitNotedAt = now;
                desk.Roster.NoteVisit(device, now);
            }
        }

        desk.Shelf.Release(twin);
    }

    private async ValueTask<bool> TryArriveAsync(DeviceSession session, long stamp, CancellationToken cancellation)
    {
        HomeTaken? taken = null;
        try
        {
            taken = await homes.TakeAsync(session.Device, cancellation);
        }
        finally
        {
            if (taken is null)
                outbox.Leave();
        }

        if (taken is { WasOnline: true })
            desk.Roster.Inherit(session.Identity);
        return taken is not null && TryArrive(session, stamp);
    }

    private bool TryArrive(DeviceSession session, long stamp)
    {
        var arrived = desk.Roster.TryArrive(
            session,
            session.Identity,
            stamp,
            revokesOthers: false,
            out var older,
            out var wentOnline
        );
        if (!wentOnline)
            outbox.Leave();
        if (older is not null)
        {
            Log.ConnectionReplaced(logger, session.Device, session.Link.Protocol);
            older.Link.Abort(LinkEnd.Replaced);
        }

        if (arrived)
            desk.Apps.Greet(session);
        return arrived;
    }
}
