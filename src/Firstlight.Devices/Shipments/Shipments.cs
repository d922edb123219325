using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>Shipments as people start, see and stop them. What becomes of each device is decided where devices live.</summary>
internal sealed class Shipments(
    IShipmentStore store,
    IFirmwareFiles firmware,
    DownloadProgress progress,
    ILiveEvents live,
    TimeProvider time,
    ILogger<Shipments> logger
) : IShipments
{
    private const int TitleCharactersMax = 40;
    private const int RunningMax = 25;
    private const int DevicesNamedMax = 10_000;
    private const int AttemptsDefault = 3;
    private const int AttemptsMax = 100;
    private const int PageMax = 1_000;

    private static readonly TimeSpan ResetDefault = TimeSpan.FromHours(24);
    private static readonly TimeSpan ResetMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ResetMax = TimeSpan.FromDays(365);

    public async Task<Outcome<ShipmentProgress>> StartAsync(
        OrganisationId organisation,
        UserId person,
        ShipmentDraft draft,
        CancellationToken cancellation
    )
    {
        if (Check(draft) is { } refusal)
            return refusal;
        if (await firmware.FindAsync(organisation, draft.Firmware, cancellation) is not { } file)
            return Refusal.NotFound("firmware", $"There is no firmware {draft.Firmware}.");
        var now = time.GetUtcNow();
        var given = draft.Title?.Trim() is { Length: > 0 } text ? text : $"{file.Version} of {now:yyyy-MM-dd}";
        var title = TextRules.Take("title", given, TitleCharactersMax);
        if (!title.Succeeded)
            return title.Refusal;
        if (await store.CountRunningAsync(organisation, cancellation) >= RunningMax)
            return new Refusal(
                RefusalKind.LimitReached,
                "too_many_shipments",
                $"{RunningMax} shipments run already. Stop one that is not needed."
            );
        var shipment = new Shipment(
            default,
            organisation,
            file.Template,
            file.Id,
            title.Value,
            draft.AttemptsLimit ?? AttemptsDefault,
            draft.AttemptsReset ?? ResetDefault,
            ShipmentState.Running,
            person,
            now,
            EndedAt: null
        );
        var stored = await store.InsertAsync(shipment, draft.Devices, CancellationToken.None);
        if (stored.Unknown is { } unknown)
            return Refusal.Invalid("deviceIds", $"There is no device {unknown} of template {file.Template} here.");
        if (stored.Shipment is not { } started)
            return Refusal.Invalid("deviceIds", $"There is no device of template {file.Template} here.");
        Log.ShipmentStarted(logger, started.Id, stored.Devices);
        live.Publish(UpdateEvents.Of(started, now));
        return await ReadAsync(started.Id, cancellation);
    }

    public async Task<Outcome<ShipmentProgress>> StopAsync(
        OrganisationId organisation,
        ShipmentId id,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, id, cancellation) is not { } found)
            return Unknown(id);
        var now = time.GetUtcNow();
        if (!await store.TryStopAsync(id, now, CancellationToken.None))
            return new Refusal(RefusalKind.Conflict, "shipment_ended", "The shipment has ended already.");
        Log.ShipmentStopped(logger, id);
        live.Publish(UpdateEvents.Of(found.Shipment with { State = ShipmentState.Stopped }, now));
        return await ReadAsync(id, cancellation);
    }

    public async Task<ShipmentProgress?> FindAsync(
        OrganisationId organisation,
        ShipmentId id,
        CancellationToken cancellation
    ) =>
        await store.FindAsync(id, cancellation) is { } found && found.Shipment.Organisation == organisation
            ? found
            : null;

    public async Task<Outcome<ShipmentPage>> ListAsync(
        OrganisationId organisation,
        string? cursor,
        int limit,
        CancellationToken cancellation
    )
    {
        if (PageCursor.Check(cursor, limit, PageMax, out var before) is { } refusal)
            return refusal;
        var found = await store.ListAsync(
            organisation,
            before is { } id ? new ShipmentId(id) : null,
            limit + 1,
            cancellation
        );
        return found.Count <= limit
            ? new ShipmentPage(found, Next: null)
            : new ShipmentPage([.. found.Take(limit)], PageCursor.After(found[limit - 1].Shipment.Id.Value));
    }

    public async Task<Outcome<ShippedDevicePage>> ListDevicesAsync(
        OrganisationId organisation,
        ShipmentId id,
        UpdateState? state,
        string? cursor,
        int limit,
        CancellationToken cancellation
    )
    {
        if (PageCursor.Check(cursor, limit, PageMax, out var after) is { } refusal)
            return refusal;
        if (await FindAsync(organisation, id, cancellation) is null)
            return Unknown(id);
        var last = after is { } number ? new DeviceId(number) : (DeviceId?)null;
        var stored = await store.ListDevicesAsync(id, state, last, limit + 1, cancellation);
        var found = stored.Select(device => device with { FetchedBytes = progress.Find(device.Update) }).ToList();
        return found.Count <= limit
            ? new ShippedDevicePage(found, Next: null)
            : new ShippedDevicePage([.. found.Take(limit)], PageCursor.After(found[limit - 1].Update.Device.Value));
    }

    public async Task<Outcome<DeviceUpdatePage>> ListOfDeviceAsync(
        OrganisationId organisation,
        DeviceId device,
        string? cursor,
        int limit,
        CancellationToken cancellation
    )
    {
        if (PageCursor.Check(cursor, limit, PageMax, out var before) is { } refusal)
            return refusal;
        var last = before is { } number ? new ShipmentId(number) : (ShipmentId?)null;
        var stored = await store.ListOfDeviceAsync(device, last, limit + 1, cancellation);
        var found = stored
            .Where(due => due.Shipment.Organisation == organisation)
            .Select(due => due with { FetchedBytes = progress.Find(due.Update) })
            .ToList();
        return found.Count <= limit
            ? new DeviceUpdatePage(found, Next: null)
            : new DeviceUpdatePage([.. found.Take(limit)], PageCursor.After(found[limit - 1].Shipment.Id.Value));
    }

    public async Task<DueUpdate?> FindPendingAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    ) =>
        await store.FindDueAsync(device, cancellation) is { } due && due.Shipment.Organisation == organisation
            ? due
            : null;

    private static Refusal? Check(ShipmentDraft draft)
    {
        if (draft.AttemptsLimit is < 1 or > AttemptsMax)
            return Refusal.Invalid("attemptsLimit", $"A device has 1 to {AttemptsMax} attempts.");
        if (draft.AttemptsReset is { } reset && (reset < ResetMin || reset > ResetMax))
            return Refusal.Invalid("attemptsResetSeconds", "The reset period is between one minute and 365 days.");
        return draft.Devices is { Count: < 1 or > DevicesNamedMax }
            ? Refusal.Invalid(
                "deviceIds",
                $"Name 1 to {DevicesNamedMax} devices, or none at all for every device of the template."
            )
            : null;
    }

    private static Refusal Unknown(ShipmentId id) => Refusal.NotFound("shipment", $"There is no shipment {id}.");

    private async Task<Outcome<ShipmentProgress>> ReadAsync(ShipmentId id, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } progress ? progress : Unknown(id);
}
