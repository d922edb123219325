using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>
/// Brings firmware to devices: hears what they run, decides by <see cref="UpdateSteps"/>, and tells those that are due. All that it knows is on
/// disk, and a device that connects says again what it runs; so a crash costs nothing (docs/decisions/0038).
/// </summary>
internal sealed class UpdateCourier(
    IShipmentStore store,
    Roster roster,
    UpdateQueue queue,
    IHomes homes,
    ILiveEvents live,
    IRandomSource random,
    TimeProvider time,
    IOptions<FleetOptions> options,
    ILogger<UpdateCourier> logger
)
{
    private const int PageDevices = 500;

    /// <summary>How often a step is decided anew because something else went on with the update meanwhile, such as the end of its download.</summary>
    private const int DecisionsMax = 5;

    private volatile bool _isWanted;
    private volatile bool _mayHaveFinished;

    /// <summary>
    /// False: no shipment runs, and what devices say costs no look into the store. One of several nodes always looks: another may have told a
    /// device of a shipment that this one has not seen yet.
    /// </summary>
    public bool IsWanted
    {
        get => _isWanted || homes.AreShared;
        set => _isWanted = value;
    }

    /// <summary>A device said what it runs. The notice, if one is due, follows later: first its information is answered.</summary>
    public async Task HearAsync(DeviceId device, HardwareReport report, CancellationToken cancellation)
    {
        if (!IsWanted || report.FirmwareVersion is null)
            return;
        for (var decision = 0; decision < DecisionsMax; decision++)
        {
            if (await store.FindDueAsync(device, cancellation) is not { } due)
                return;
            if (await TryGoOnAsync(due with { Hardware = report }, cancellation) is not { } next)
                continue;
            if (next.State is UpdateState.Waiting)
                queue.TryAdd(device);
            return;
        }
    }

    /// <summary>Looks at every device of a shipment that waits: skips those that need nothing, queues those that are connected.</summary>
    /// <returns>False when there was no room for all of them.</returns>
    public async Task<bool> ExamineAsync(ShipmentId shipment, CancellationToken cancellation)
    {
        _mayHaveFinished = true;
        var hadRoom = true;
        DeviceId? last = null;
        while (true)
        {
            var page = await store.ListWaitingAsync(shipment, last, PageDevices, cancellation);
            var next = await GoOnAsync(page, cancellation);
            hadRoom &= next.Where(IsReachable).All(update => queue.TryAdd(update.Device));
            if (page.Count < PageDevices)
                return hadRoom;
            last = page[^1].Update.Device;
        }
    }

    /// <summary>Gives up attempts of which nothing was heard for too long.</summary>
    public async Task GiveUpOverdueAsync(CancellationToken cancellation)
    {
        // A node that is gone may have left a shipment of which only the end was missing.
        _mayHaveFinished |= homes.AreShared;
        var now = time.GetUtcNow();
        var overdue = await store.ListOverdueAsync(now - UpdateSteps.Patience, PageDevices, cancellation);
        var missed = overdue.Select(due => (Due: due, To: UpdateSteps.Miss(due, now))).ToList();
        if (missed.Count == 0)
            return;
        await store.ChangeAsync([.. missed.Select(step => (step.Due.Update, step.To))], cancellation);
        foreach (var (due, update) in missed)
        {
            Say(due, update);
            if (IsReachable(update))
                queue.TryAdd(update.Device);
        }
    }

    /// <summary>Tells the next devices in the queue, as many as a second allows.</summary>
    public Task TellAsync(CancellationToken cancellation) =>
        Task.WhenAll(
            queue.Take(options.Value.UpdateNoticesPerSecond).Select(device => TellOrKeepAsync(device, cancellation))
        );

    /// <summary>Ends shipments that have nothing left to do.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (!_mayHaveFinished)
            return;
        _mayHaveFinished = false;
        var now = time.GetUtcNow();
        foreach (var finished in await store.FinishAsync(now, cancellation))
        {
            Log.ShipmentFinished(logger, finished);
            if (await store.FindAsync(finished, cancellation) is { } progress)
                live.Publish(UpdateEvents.Of(progress.Shipment, now));
        }
    }

    private bool WasToldHere(DeviceUpdate update) =>
        update.Link is { } link && roster.Find(update.Device)?.ToldUpdate == link;

    private bool IsReachable(DeviceUpdate update) =>
        update.State is UpdateState.Waiting && roster.Find(update.Device) is { HasReported: true };

    private async Task<IReadOnlyList<DeviceUpdate>> GoOnAsync(
        IReadOnlyList<DueUpdate> dues,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var steps = dues.Select(due => (Due: due, To: UpdateSteps.Hear(due, now, WasToldHere(due.Update)))).ToList();
        var changes = steps.Where(step => step.Due.Update != step.To).ToList();
        if (changes.Count > 0)
            await store.ChangeAsync([.. changes.Select(step => (step.Due.Update, step.To))], cancellation);
        foreach (var (due, to) in changes)
            Say(due, to);
        return [.. steps.Select(step => step.To)];
    }

    /// <summary>What follows for one device; null when something else changed its update meanwhile.</summary>
    private async Task<DeviceUpdate?> TryGoOnAsync(DueUpdate due, CancellationToken cancellation)
    {
        var next = UpdateSteps.Hear(due, time.GetUtcNow(), WasToldHere(due.Update));
        if (next == due.Update)
            return next;
        if (await store.ChangeAsync([(due.Update, next)], cancellation) == 0)
            return null;
        Say(due, next);
        return next;
    }

    private async Task TellOrKeepAsync(DeviceId device, CancellationToken cancellation)
    {
        try
        {
            await TellAsync(device, cancellation);
        }
        catch (StorageUnavailableException)
        {
            queue.TryAdd(device);
            throw;
        }
    }

    private async Task TellAsync(DeviceId device, CancellationToken cancellation)
    {
        if (roster.Find(device) is not { HasReported: true } session)
            return;
        if (await store.FindDueAsync(device, cancellation) is not { } due)
            return;
        if (await TryGoOnAsync(due, cancellation) is not { State: UpdateState.Waiting } update)
            return;
        var link = UpdateLink.New(random);
        var told = UpdateSteps.Tell(due with { Update = update }, link.Hash(), time.GetUtcNow());
        session.ToldUpdate = told.Link;
        // First the disk: the device may come for the image at once.
        if (await store.ChangeAsync([(update, told)], cancellation) == 0)
            return;
        live.Publish(UpdateEvents.Of(due, told, told.ChangedAt));
        if (await TrySendAsync(session, new DeviceCommand.Update(due.File, link), cancellation))
        {
            Log.UpdateTold(logger, device, due.File.Id, told.Attempts);
            return;
        }

        var untold = UpdateSteps.Untell(told, time.GetUtcNow());
        if (await store.ChangeAsync([(told, untold)], cancellation) > 0)
            live.Publish(UpdateEvents.Of(due, untold, untold.ChangedAt));
    }

    /// <summary>True also when nobody knows whether it left: then it counts.</summary>
    private async Task<bool> TrySendAsync(
        DeviceSession session,
        DeviceCommand.Update command,
        CancellationToken cancellation
    )
    {
        using var patience = new CancellationTokenSource(options.Value.DeliveryPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await session.Link.SendAsync(command, either.Token);
        }
        catch (OperationCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            Log.NoticeFailed(logger, session.Device, slow);
            return true;
        }
    }

    private void Say(DueUpdate due, DeviceUpdate update)
    {
        _mayHaveFinished |= update.IsOver;
        Log.UpdateWentOn(logger, update.Device, update.Shipment, update.State, update.Reason);
        live.Publish(UpdateEvents.Of(due, update, update.ChangedAt));
    }
}
