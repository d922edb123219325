using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>By which clock a device lives: the one piece that every protocol, report and page asks.</summary>
public interface IDeviceZones
{
    /// <summary>
    /// The zone of its place, else of its metadata field <see cref="MetadataField.TimeZone"/>, else of its organisation, else UTC. A name that
    /// the machine does not know counts as none, because a device that waits for the time must get one.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows the organisation's now.</exception>
    ValueTask<TimeZoneInfo> OfAsync(Device device, CancellationToken cancellation);
}
