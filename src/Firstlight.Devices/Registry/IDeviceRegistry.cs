using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What to list.</summary>
/// <param name="Search">Part of the name, the template's name, the id or any metadata value; letter case is ignored.</param>
/// <param name="Template">Only this template.</param>
/// <param name="Online">Only devices that are online (true) or not (false).</param>
/// <param name="Cursor">From a page's <see cref="DevicePage.Next"/>; null begins at the start.</param>
/// <param name="Limit">Devices per page, 1 to <see cref="LimitMax"/>.</param>
public sealed record DeviceQuery(string? Search, TemplateId? Template, bool? Online, string? Cursor, int Limit)
{
    /// <summary>The most devices one page holds.</summary>
    public const int LimitMax = 1_000;

    /// <summary>Devices per page when nothing is said.</summary>
    public const int LimitDefault = 50;

    /// <summary>Only devices of this person; null for everybody's.</summary>
    public UserId? Owner { get; init; }
}

/// <summary>One page of devices, by id.</summary>
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

    /// <summary>Removes the device, its tokens, values, history and events. Fleet calls it, because it also ends the session.</summary>
    Task<bool> DeleteAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation);
}

/// <summary>What the registry needs from the database.</summary>
public interface IDeviceStore
{
    /// <summary>The device, whatever its organisation, or null.</summary>
    Task<Device?> FindAsync(DeviceId id, CancellationToken cancellation);

    /// <summary>Devices by ascending id, after <paramref name="after"/>, one more than the limit when there are more.</summary>
    Task<IReadOnlyList<Device>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        DeviceId? after,
        CancellationToken cancellation
    );

    /// <summary>Durable.</summary>
    Task RenameAsync(DeviceId id, string name, CancellationToken cancellation);

    /// <summary>Durable.</summary>
    Task SetMetadataAsync(DeviceId id, string fieldName, string value, CancellationToken cancellation);

    /// <summary>Durable. Stores what the device said about itself.</summary>
    Task SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation);

    /// <summary>Durable. Removes the device and everything that hangs on it, tokens included.</summary>
    Task<bool> DeleteAsync(DeviceId id, CancellationToken cancellation);
}
