using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Several nodes: what one of them changes the others read anew. With one node nothing of this happens.</summary>
internal sealed partial class TemplateCatalog
{
    private const string Subject = "templates.changed";

    private readonly CancellationTokenSource _ending = new();
    private IDisposable? _hearing;
    private int _disposals;

    /// <summary>Hears of changes elsewhere from now on.</summary>
    public void Listen() => _hearing = backbone?.Listen(Subject, _ => RefreshSoon(), RefreshSoon);

    /// <summary>
    /// One that is not in the picture may have been made on another node a moment ago: "unknown" is said only by the store.
    /// </summary>
    private async Task<Template?> FindAnewAsync(
        OrganisationId organisation,
        TemplateId id,
        CancellationToken cancellation
    )
    {
        using (await TakeTurnAsync(cancellation))
            return Find(organisation, id);
    }

    /// <summary>Whoever has a turn sees what all nodes have stored.</summary>
    private Task CatchUpAsync(CancellationToken cancellation) =>
        backbone is null ? Task.CompletedTask : LoadAsync(cancellation);

    private void RefreshSoon() => _ = RefreshAsync();

    private async Task RefreshAsync()
    {
        try
        {
            using var turn = await TakeTurnAsync(_ending.Token);
        }
        catch (Exception fault) when (fault is StorageUnavailableException or OperationCanceledException)
        {
            Log.TemplatesNotRefreshed(logger, fault.Message);
        }
    }

    private void TellOtherNodes()
    {
        // What does not arrive is caught up with when the way is back.
        _ = backbone?.AnnounceAsync(Subject, ReadOnlyMemory<byte>.Empty, _ending.Token);
    }
}
