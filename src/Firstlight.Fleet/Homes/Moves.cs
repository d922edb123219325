using System.Text.Json;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Fleet;

/// <summary>
/// Devices that were given to somebody else: what happens to them is told to those they belong to from then on, also by a node that has their connection while
/// another one was asked to move them.
/// </summary>
internal sealed class Moves(Roster roster, DeviceErrors errors, ILogger<Moves> logger, IBackbone? backbone = null)
{
    private const string Subject = "device.moved";

    /// <summary>Hears of moves that other nodes were asked for, until disposed.</summary>
    public IDisposable? Listen() => backbone?.Listen(Subject, Hear, static () => { });

    public void Note(DeviceId device, OrganisationId organisation, UserId? owner)
    {
        Take(device, organisation, owner);
        if (backbone is not null)
            _ = TellAsync(backbone, new Moved(device.Value, organisation.Value, owner?.Value));
    }

    private void Take(DeviceId device, OrganisationId organisation, UserId? owner)
    {
        roster.Move(device, organisation, owner);
        errors.Drop(device);
    }

    private void Hear(ReadOnlyMemory<byte> message)
    {
        if (JsonSerializer.Deserialize<Moved>(message.Span) is { } moved)
            Take(
                new DeviceId(moved.Device),
                new OrganisationId(moved.Organisation),
                moved.Owner is { } owner ? new UserId(owner) : null
            );
    }

    private async Task TellAsync(IBackbone others, Moved moved)
    {
        try
        {
            if (
                !await others.AnnounceAsync(Subject, JsonSerializer.SerializeToUtf8Bytes(moved), CancellationToken.None)
            )
                Log.MoveUntold(logger, new DeviceId(moved.Device));
        }
        catch (Exception fault)
        {
            Log.MoveFailed(logger, new DeviceId(moved.Device), fault);
        }
    }

    private sealed record Moved(long Device, long Organisation, long? Owner);
}
