using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Who may fetch which image, and how far they are.</summary>
internal sealed class FirmwareDownloads(
    IShipmentStore store,
    IFirmwareFiles files,
    DownloadProgress progress,
    ILiveEvents live,
    TimeProvider time
) : IFirmwareDownloads
{
    public async Task<DueUpdate?> FindAsync(string storedName, string? link, CancellationToken cancellation) =>
        UpdateLink.TryParse(link, out var given)
        && await store.FindByLinkAsync(given.Hash(), cancellation) is { } due
        && due.File.StoredName == storedName
        && time.GetUtcNow() - due.Update.ChangedAt < UpdateSteps.Patience
            ? due
            : null;

    public Stream Open(DueUpdate update) => new FetchedImage(files.Open(update.File), update, progress);

    public Task NoteBegunAsync(DueUpdate update, CancellationToken cancellation) =>
        update.Update.State is UpdateState.Downloading
            ? Task.CompletedTask
            : ChangeAsync(update, update.Update, UpdateState.Downloading, cancellation);

    public Task NoteEndedAsync(DueUpdate update, CancellationToken cancellation) =>
        ChangeAsync(
            update,
            update.Update with
            {
                State = UpdateState.Downloading,
            },
            UpdateState.Downloaded,
            cancellation
        );

    private async Task ChangeAsync(
        DueUpdate due,
        DeviceUpdate before,
        UpdateState state,
        CancellationToken cancellation
    )
    {
        var to = before with { State = state, ChangedAt = time.GetUtcNow() };
        if (await store.ChangeAsync([(before, to)], cancellation) > 0)
            live.Publish(UpdateEvents.Of(due, to, to.ChangedAt));
    }
}
