using System.Diagnostics.CodeAnalysis;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>What is known of a device that is present.</summary>
internal sealed partial class Roster
{
    /// <summary>The connected devices of one person, as they are now.</summary>
    public IReadOnlyList<DeviceSession> ConnectedOf(UserId person)
    {
        var found = new List<DeviceSession>();
        lock (_gate)
        {
            foreach (var entry in _present.Values)
            {
                if (entry.Session is { } session && session.Identity.Owner == person)
                    found.Add(session);
            }
        }

        return found;
    }

    private bool TryGetCurrent(DeviceSession session, [NotNullWhen(true)] out Entry? entry) =>
        _present.TryGetValue(session.Device, out entry) && entry.Session == session;

    /// <summary>
    /// Two logins of one device within milliseconds may get here in the other order, and the device has left the first one already.
    /// </summary>
    private static bool IsNewer([NotNullWhen(true)] DeviceSession? present, DeviceSession session) =>
        present?.Link.TakenAt > session.Link.TakenAt;

    private sealed class Entry
    {
        public DeviceSession? Session { get; set; }

        public PresenceState State { get; set; }

        public OrganisationId Organisation { get; set; }

        public UserId? Owner { get; set; }

        public DateTimeOffset LastSeen { get; set; }

        public DateTimeOffset? Queued { get; set; }
    }
}
