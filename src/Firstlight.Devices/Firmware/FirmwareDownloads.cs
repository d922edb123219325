namespace Firstlight.Devices;

/// <summary>Who may fetch which image, and how far they are.</summary>
internal sealed class FirmwareDownloads(IShipmentStore store, IFirmwareFiles files, TimeProvider time)
    : IFirmwareDownloads
{
    public async Task<DueUpdate?> FindAsync(string storedName, string? link, CancellationToken cancellation) =>
        UpdateLink.TryParse(link, out var given)
        && await store.FindByLinkAsync(given.Hash(), cancellation) is { } due
        && due.File.StoredName == storedName
        && time.GetUtcNow() - due.Update.ChangedAt < UpdateSteps.Patience
            ? due
            : null;

    public Stream Open(DueUpdate update) => files.Open(update.File);

    public Task NoteBegunAsync(DueUpdate update, CancellationToken cancellation) =>
        update.Update.State is UpdateState.Downloading
            ? Task.CompletedTask
            : ChangeAsync(update.Update, UpdateState.Downloading, cancellation);

    public Task NoteEndedAsync(DueUpdate update, CancellationToken cancellation) =>
        ChangeAsync(update.Update with { State = UpdateState.Downloading }, UpdateState.Downloaded, cancellation);

    private Task ChangeAsync(DeviceUpdate update, UpdateState state, CancellationToken cancellation) =>
        store.ChangeAsync([(update, update with { State = state, ChangedAt = time.GetUtcNow() })], cancellation);
}
