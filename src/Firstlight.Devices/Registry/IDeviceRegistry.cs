using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>One page of devices, in the order that was asked for.</summary>
/// <param name="Items">The devices.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record DevicePage(IReadOnlyList<Device> Items, string? Next);

/// <summary>The devices of an organisation. Others' devices look like devices that do not exist.</summary>
public interface IDeviceRegistry
{
    /// <summary>The device, or null.</summary>
    Task<Device?> FindAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation);

    /// <summary>A page of devices. Refuses a cursor that is not one and a limit outside its range.</summary>
    Task<Outcome<DevicePage>> ListAsync(OrganisationId organisation, DeviceQuery query, CancellationToken cancellation);

    /// <summary>How many devices the query finds on all its pages; cursor, skip and limit say nothing here.</summary>
    Task<Outcome<long>> CountAsync(OrganisationId organisation, DeviceQuery query, CancellationToken cancellation);

    /// <summary>Renames: 1 to 60 characters, no control characters.</summary>
    Task<Outcome<Device>> RenameAsync(
        OrganisationId organisation,
        DeviceId id,
        string? name,
        CancellationToken cancellation
    );

    /// <summary>Sets one metadata value; refuses an unknown field or a value of another type.</summary>
    Task<Outcome<Done>> SetMetadataAsync(
        OrganisationId organisation,
        DeviceId id,
        string fieldName,
        string value,
        CancellationToken cancellation
    );

    /// <summary>Says where the device is; null takes it away. Refuses degrees that are not on earth and a time zone that there is not.</summary>
    Task<Outcome<Device>> SetPlaceAsync(
        OrganisationId organisation,
        DeviceId id,
        DevicePlace? place,
        CancellationToken cancellation
    );

    /// <summary>
    /// Gives one device to another organisation and person, or to nobody there. Refuses (conflict) when the organisation does not have its
    /// template. The caller has checked that the person is there, and tells Fleet.
    /// </summary>
    Task<Outcome<Device>> GiveAsync(
        OrganisationId organisation,
        DeviceId id,
        OrganisationId to,
        UserId? owner,
        CancellationToken cancellation
    );

    /// <summary>
    /// Moves whatever <paramref name="owner"/> has in one organisation to another; answers what moved. Refuses (conflict) when the other one does not
    /// have a template of it. The caller tells Fleet.
    /// </summary>
    Task<Outcome<IReadOnlyList<DeviceId>>> MoveOwnedAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId to,
        CancellationToken cancellation
    );

    /// <summary>Takes the owner away from whatever they have in the organisation; answers what is nobody's now. The caller tells Fleet.</summary>
    Task<IReadOnlyList<DeviceId>> DisownAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    );

    /// <summary>Removes the device, its tokens, values, history and events. Fleet calls it, because it also ends the session.</summary>
    Task<bool> DeleteAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation);
}

/// <summary>What the registry needs from the database.</summary>
public interface IDeviceStore
{
    /// <summary>The device, whatever its organisation, or null.</summary>
    Task<Device?> FindAsync(DeviceId id, CancellationToken cancellation);

    /// <summary>Devices in the query's order, after <paramref name="after"/>, one more than the limit when there are more.</summary>
    Task<IReadOnlyList<Device>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        DevicePosition? after,
        CancellationToken cancellation
    );

    /// <summary>How many devices the query finds on all its pages.</summary>
    Task<long> CountAsync(OrganisationId organisation, DeviceQuery query, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task RenameAsync(DeviceId id, string name, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task SetMetadataAsync(DeviceId id, string fieldName, string value, CancellationToken cancellation);

    /// <summary>Durable; null takes it away.</summary>
    Task SetPlaceAsync(DeviceId id, DevicePlace? place, CancellationToken cancellation);

    /// <summary>
    /// Durable. False, and nothing changed, when the device is not in <paramref name="from"/> any more. The static token of a unit that
    /// leaves its issuer, or gets an owner, counts as claimed from then on: nobody else claims it by its label.
    /// </summary>
    Task<bool> TryGiveAsync(
        DeviceId id,
        OrganisationId from,
        OrganisationId to,
        UserId? owner,
        DateTimeOffset at,
        CancellationToken cancellation
    );

    /// <summary>The templates of what the owner has in the organisation.</summary>
    Task<IReadOnlyList<TemplateId>> ListTemplatesAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    );

    /// <summary>Durable, in one step: what the owner has in the organisation goes to another one, or to nobody when <paramref name="to"/> is null.</summary>
    Task<IReadOnlyList<DeviceId>> HandOverAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId? to,
        CancellationToken cancellation
    );

    /// <summary>Durable. Stores what the device said about itself.</summary>
    Task SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation);

    /// <summary>Durable. Removes the device and everything that hangs on it, tokens included.</summary>
    Task<bool> DeleteAsync(DeviceId id, CancellationToken cancellation);
}
