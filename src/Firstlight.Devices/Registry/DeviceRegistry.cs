using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Devices;

/// <summary>The devices of an organisation: who may see them, what they may be called, what they may be told about.</summary>
internal sealed class DeviceRegistry(
    IDeviceStore store,
    ITemplateCatalog templates,
    ILiveEvents live,
    TimeProvider time,
    ILogger<DeviceRegistry> logger
) : IDeviceRegistry
{
    private const int SearchCharactersMax = 200;

    public async Task<Device?> FindAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } device && device.Organisation == organisation ? device : null;

    public async Task<Outcome<DevicePage>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    )
    {
        if (query.Limit is < 1 or > DeviceQuery.LimitMax)
            return Refusal.Invalid("limit", $"The limit is between 1 and {DeviceQuery.LimitMax}.");
        if (query.Skip is < 0 or > DeviceQuery.SkipMax)
            return Refusal.Invalid("skip", $"Skip between 0 and {DeviceQuery.SkipMax} devices.");
        if (CheckFilters(query) is { } refusal)
            return refusal;
        DevicePosition? after = null;
        if (query.Cursor is { } cursor)
        {
            if (!DeviceCursor.TryRead(cursor, query.Order, out var position))
                return PageCursor.Refused;
            after = position;
        }

        var found = await store.ListAsync(organisation, query, after, cancellation);
        return found.Count <= query.Limit
            ? new DevicePage(found, Next: null)
            : new DevicePage([.. found.Take(query.Limit)], DeviceCursor.After(found[query.Limit - 1], query.Order));
    }

    public async Task<Outcome<long>> CountAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    ) => CheckFilters(query) is { } refusal ? refusal : await store.CountAsync(organisation, query, cancellation);

    public async Task<Outcome<Device>> RenameAsync(
        OrganisationId organisation,
        DeviceId id,
        string? name,
        CancellationToken cancellation
    )
    {
        var taken = DeviceNames.Take(name);
        if (!taken.Succeeded)
            return taken.Refusal;
        if (await FindAsync(organisation, id, cancellation) is not { } device)
            return Unknown(id);
        await store.RenameAsync(id, taken.Value, cancellation);
        PublishChange(device, new DeviceRenamed(id.Value, taken.Value));
        return device with { Name = taken.Value };
    }

    public async Task<Outcome<Done>> SetMetadataAsync(
        OrganisationId organisation,
        DeviceId id,
        string fieldName,
        string value,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, id, cancellation) is not { } device)
            return Unknown(id);
        var template = await templates.FindAsync(organisation, device.Template, cancellation);
        var field = template?.MetadataFields.FirstOrDefault(field => field.Name == fieldName);
        if (field is null && !MetadataField.WritableByEveryDevice.Contains(fieldName, StringComparer.Ordinal))
            return Refusal.NotFound("metadata_field", "The device's template has no metadata field of that name.");
        var taken = MetadataRules.Take("value", field?.Type ?? MetadataType.Text, value);
        if (!taken.Succeeded)
            return taken.Refusal;
        await store.SetMetadataAsync(id, fieldName, taken.Value, cancellation);
        PublishChange(device, new DeviceMetadataSet(id.Value, fieldName, taken.Value));
        return default(Done);
    }

    public async Task<Outcome<Device>> SetPlaceAsync(
        OrganisationId organisation,
        DeviceId id,
        DevicePlace? place,
        CancellationToken cancellation
    )
    {
        if (place is not null)
        {
            var taken = PlaceRules.Take(place);
            if (!taken.Succeeded)
                return taken.Refusal;
            place = taken.Value;
        }

        if (await FindAsync(organisation, id, cancellation) is not { } device)
            return Unknown(id);
        await store.SetPlaceAsync(id, place, cancellation);
        PublishChange(device, new DevicePlaceSet(id.Value, place));
        return device with { Place = place };
    }

    public async Task<Outcome<Device>> GiveAsync(
        OrganisationId organisation,
        DeviceId id,
        OrganisationId to,
        UserId? owner,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(organisation, id, cancellation) is not { } device)
            return Unknown(id);
        if (await templates.FindAsync(to, device.Template, cancellation) is null)
            return NotEnabled(device.Template);
        if (!await store.TryGiveAsync(id, organisation, to, owner, time.GetUtcNow(), cancellation))
            return Unknown(id);
        if (to != organisation || device.Owner != owner)
            TellLeft(organisation, device.Owner, id, isForOwnerAlone: to == organisation);
        Tell("device.changed", to, owner, id);
        return device with { Organisation = to, Owner = owner };
    }

    public async Task<Outcome<IReadOnlyList<DeviceId>>> MoveOwnedAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId to,
        CancellationToken cancellation
    )
    {
        foreach (var used in await store.ListTemplatesAsync(from, owner, cancellation))
        {
            if (await templates.FindAsync(to, used, cancellation) is null)
                return NotEnabled(used);
        }

        DeviceId[] moved = [.. await store.HandOverAsync(from, owner, to, cancellation)];
        foreach (var device in moved)
        {
            Tell("device.deleted", from, owner, device);
            Tell("device.changed", to, owner, device);
        }

        return moved;
    }

    public async Task<IReadOnlyList<DeviceId>> DisownAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    )
    {
        var disowned = await store.HandOverAsync(organisation, owner, to: null, cancellation);
        foreach (var device in disowned)
            Tell("device.changed", organisation, owner: null, device);
        return disowned;
    }

    public async Task<bool> DeleteAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation)
    {
        if (await FindAsync(organisation, id, cancellation) is null)
            return false;
        var deleted = await store.DeleteAsync(id, cancellation);
        if (deleted)
            Log.DeviceRemoved(logger, id);
        return deleted;
    }

    private static Refusal? CheckFilters(DeviceQuery query)
    {
        if (query.Search?.Length > SearchCharactersMax)
            return Refusal.Invalid("search", $"Search for at most {SearchCharactersMax} characters.");
        // More of a token has no place in an address, and would help to guess the rest.
        if (query.TokenTail is { } tail && tail.Length != AuthToken.TailCharacters)
            return Refusal.Invalid(
                "tokenTail",
                $"Give the last {AuthToken.TailCharacters} characters of the token, no more and no fewer."
            );
        return null;
    }

    private void PublishChange(Device device, object change) =>
        live.Publish(
            new LiveEvent(device.Organisation, "device.changed", time.GetUtcNow(), change) { Owner = device.Owner }
        );

    private void TellLeft(OrganisationId from, UserId? owner, DeviceId device, bool isForOwnerAlone) =>
        live.Publish(
            new LiveEvent(from, "device.deleted", time.GetUtcNow(), new DeviceHandedOver(device.Value))
            {
                Owner = owner,
                IsForOwnerAlone = isForOwnerAlone,
            }
        );

    private void Tell(string type, OrganisationId organisation, UserId? owner, DeviceId device) =>
        live.Publish(
            new LiveEvent(organisation, type, time.GetUtcNow(), new DeviceHandedOver(device.Value)) { Owner = owner }
        );

    private static Refusal NotEnabled(TemplateId template) =>
        new(
            RefusalKind.Conflict,
            "template_not_enabled",
            $"The other organisation does not have the template {template}. Enable it there first."
        );

    private static Refusal Unknown(DeviceId id) => Refusal.NotFound("device", $"There is no device {id}.");

    /// <summary>Data of <c>device.changed</c> and, for those it went away from, of <c>device.deleted</c>.</summary>
    private sealed record DeviceHandedOver(long DeviceId);

    /// <summary>Data of <c>device.changed</c>.</summary>
    private sealed record DeviceRenamed(long DeviceId, string Name);

    /// <summary>Data of <c>device.changed</c>.</summary>
    private sealed record DevicePlaceSet(long DeviceId, DevicePlace? Place);

    /// <summary>Data of <c>device.changed</c>.</summary>
    private sealed record DeviceMetadataSet(long DeviceId, string Field, string Value);
}
