using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>
/// Checks a table as a whole, then stores it chunk by chunk in a batch that does not count yet; the last step makes it count (docs/decisions/0023).
/// </summary>
internal sealed class StaticImports(
    IStaticTokenStore store,
    ITemplateCatalog templates,
    BatchOrders orders,
    BatchMaker maker,
    BatchLeftovers leftovers
) : IStaticImports, IDisposable
{
    private const int ChunkUnits = 5_000;

    private static readonly Refusal Cancelled = new(
        RefusalKind.Conflict,
        "batch_cancelled",
        "The batch was cancelled while its table was being stored."
    );

    private static readonly Refusal UnderWay = new(
        RefusalKind.Conflict,
        "import_under_way",
        "An earlier order with this idempotency key is being stored. Ask again in a moment, with the same key.",
        "idempotencyKey"
    );

    // One table is stored at a time: so what a program alone finds being imported when the next one begins is what a fault left.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<Outcome<ImportAnswer>> ImportAsync(
        OrganisationId organisation,
        UserId person,
        StaticImportDraft draft,
        IUnitTable table,
        CancellationToken cancellation
    )
    {
        var order = new StaticBatchDraft(draft.Template, Count: 1, draft.Name, draft.IdempotencyKey);
        var drafted = await orders.DraftAsync(organisation, person, order, cancellation);
        if (!drafted.Succeeded)
            return drafted.Refusal;
        if (await templates.FindAsync(organisation, draft.Template, cancellation) is not { } template)
            return BatchOrders.UnknownTemplate(draft.Template);
        var check = new TableCheck(template, draft.Map);
        var report = await check.RunAsync(table, cancellation);
        if (draft.DryRun || report.ErrorCount > 0 || check.Columns is not { } columns)
            return new ImportAnswer(report, Batch: null);
        var wanted = drafted.Value with
        {
            Count = report.Rows,
            State = StaticBatchState.Importing,
            Fields = columns.FieldNames,
            Digest = DigestOf(table, columns),
        };
        await _turn.WaitAsync(cancellation);
        try
        {
            var stored = await StoreAsync(wanted, table, columns, cancellation);
            return stored.Succeeded ? new ImportAnswer(report, stored.Value) : stored.Refusal;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Outcome<StaticBatch>> StoreAsync(
        StaticBatch wanted,
        IUnitTable table,
        TableColumns columns,
        CancellationToken cancellation
    )
    {
        await leftovers.ClearAloneAsync(cancellation);
        var placed = await orders.PlaceAsync(wanted, cancellation);
        if (!placed.Succeeded || placed.Value.State != StaticBatchState.Importing)
            return placed;
        // Each order draws a key of its own.
        if (!placed.Value.SealedKey.AsSpan().SequenceEqual(wanted.SealedKey))
            return UnderWay;
        var isWhole = false;
        try
        {
            isWhole =
                await TryStageAsync(placed.Value, table, columns, cancellation)
                // Not cancellable: it counts from here, and whoever hangs up asks again with the same key.
                && await store.TryEndImportAsync(placed.Value.Id, CancellationToken.None);
        }
        finally
        {
            if (!isWhole)
                await leftovers.AbandonAsync(placed.Value.Id, CancellationToken.None);
        }

        maker.Wake();
        return isWhole ? placed.Value with { State = StaticBatchState.Making } : Cancelled;
    }

    private async Task<bool> TryStageAsync(
        StaticBatch batch,
        IUnitTable table,
        TableColumns columns,
        CancellationToken cancellation
    )
    {
        await foreach (var units in TableUnits.ReadAsync(batch, table, columns, cancellation).Chunk(ChunkUnits))
        {
            if (!await store.TryStageAsync(batch.Id, units, cancellation))
                return false;
        }

        return true;
    }

    private static string DigestOf(IUnitTable table, TableColumns columns)
    {
        var fields = columns.Fields.Select(field => field?.Name ?? "");
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [table.Digest, .. fields])))
        );
    }
}
