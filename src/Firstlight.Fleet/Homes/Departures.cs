using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>Devices that live elsewhere from now on: their connections here are closed, and what was known of them is forgotten.</summary>
internal sealed class Departures(
    IHomes homes,
    Roster roster,
    TwinShelf shelf,
    DeviceErrors errors,
    ILogger<Departures> logger
)
{
    /// <summary>The store wrote nothing of these in the epochs of the batch.</summary>
    public void Note(IReadOnlyCollection<DeviceId> refused, PendingBatch batch)
    {
        foreach (var device in refused)
            Note(device, batch.Epochs.GetValueOrDefault(device));
    }

    /// <summary>The device left at the end of <paramref name="epoch"/>. Nothing is done when it is back since.</summary>
    public void Note(DeviceId device, long epoch)
    {
        if (!homes.Forget(device, epoch))
            return;
        // The twin first: whoever still writes through the old one is not believed by the store.
        shelf.Drop(device);
        errors.Drop(device);
        if (roster.Lose(device) is not { } session)
            return;
        Log.LivesElsewhere(logger, device, session.Link.Protocol);
        session.Link.Abort(LinkEnd.Elsewhere);
    }
}
