using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api.Tests.Support;

/// <summary>Batches and claims as the test says, and what was asked of them.</summary>
public sealed class FakeStatics(World world, TimeProvider time) : IStaticTokens, IStaticImports, IClaims
{
    private readonly List<StaticBatch> _batches = [];
    private readonly SortedDictionary<long, StaticToken> _tokens = [];

    public Outcome<Device>? Claim { get; set; }

    public (Claimer Claimer, string? Code) LastClaim { get; private set; }

    /// <summary>A token of a ready batch, claimed when it has a device.</summary>
    public void Put(long id, TemplateId template, DeviceId? device) =>
        _tokens[id] = new StaticToken(
            new StaticTokenId(id),
            new StaticBatchId(1),
            (int)id,
            OrganisationId.Root,
            template,
            new TokenHash(new string('0', 64)),
            id,
            [],
            device,
            device is null ? null : new UserId(1),
            device is null ? null : time.GetUtcNow()
        );

    public Task<Outcome<StaticBatch>> OrderAsync(
        OrganisationId organisation,
        UserId person,
        StaticBatchDraft draft,
        CancellationToken cancellation
    )
    {
        world.Touch();
        var batch = new StaticBatch(
            new StaticBatchId(_batches.Count + 1),
            organisation,
            draft.Template,
            draft.Name ?? "Batch",
            draft.Count,
            Made: 0,
            StaticBatchState.Making,
            new StaticTokenId(1),
            [],
            draft.IdempotencyKey,
            person,
            time.GetUtcNow()
        );
        _batches.Add(batch);
        return Answer<StaticBatch>(batch);
    }

    /// <summary>Nothing is ever wrong here: what a table may have is tested where there is a real one.</summary>
    public async Task<Outcome<ImportAnswer>> ImportAsync(
        OrganisationId organisation,
        UserId person,
        StaticImportDraft draft,
        IUnitTable table,
        CancellationToken cancellation
    )
    {
        var rows = await table.ReadAsync(cancellation).CountAsync(cancellation) - 1;
        var order = new StaticBatchDraft(draft.Template, rows, draft.Name, draft.IdempotencyKey);
        var batch = draft.DryRun ? null : (await OrderAsync(organisation, person, order, cancellation)).Value;
        return new ImportAnswer(new TableReport([], rows, 0, []), batch);
    }

    public Task<Outcome<StaticBatch>> CancelAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    )
    {
        world.Touch();
        var found = Find(organisation, batch);
        return found is null
            ? Answer<StaticBatch>(Refusal.NotFound("static_batch", "There is no such batch."))
            : Answer<StaticBatch>(found with { State = StaticBatchState.Cancelled });
    }

    public Task<StaticBatch?> FindBatchAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Task.FromResult(Find(organisation, batch));
    }

    public Task<Outcome<StaticBatchPage>> ListBatchesAsync(
        OrganisationId organisation,
        string? cursor,
        int limit,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Answer<StaticBatchPage>(
            new StaticBatchPage([.. _batches.Where(batch => batch.Organisation == organisation)], null)
        );
    }

    public Task<StaticToken?> FindAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Task.FromResult(_tokens.GetValueOrDefault(token.Value));
    }

    public Task<Outcome<StaticTokenPage>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        CancellationToken cancellation
    )
    {
        world.Touch();
        var found = _tokens.Values.Where(token => query.State is null || token.State == query.State);
        return Answer<StaticTokenPage>(new StaticTokenPage([.. found], null));
    }

    /// <summary>Never ready here: what a ready batch looks like is tested where there is a real one.</summary>
    public Task<Outcome<OpenedBatch>> OpenAsync(
        OrganisationId organisation,
        StaticBatchId batch,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Answer<OpenedBatch>(
            Find(organisation, batch) is null
                ? Refusal.NotFound("static_batch", "There is no such batch.")
                : new Refusal(RefusalKind.Conflict, "batch_not_ready", "The batch is not ready.")
        );
    }

    public Task<Outcome<Done>> ReleaseAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    )
    {
        world.Touch();
        if (_tokens.GetValueOrDefault(token.Value) is not { } found)
            return Answer<Done>(Refusal.NotFound("static_token", "There is no such token."));
        if (found.State == StaticTokenState.Unclaimed)
            return Answer<Done>(new Refusal(RefusalKind.Conflict, "not_claimed", "It is not claimed."));
        _tokens[token.Value] = found with { ClaimedAt = null, ClaimedBy = null };
        return Answer<Done>(default(Done));
    }

    public Task<Outcome<Done>> DeleteAsync(
        OrganisationId organisation,
        StaticTokenId token,
        CancellationToken cancellation
    )
    {
        world.Touch();
        return Answer<Done>(
            _tokens.Remove(token.Value) ? default(Done) : Refusal.NotFound("static_token", "There is no such token.")
        );
    }

    public Task<Outcome<Device>> ClaimAsync(Claimer claimer, string? code, CancellationToken cancellation)
    {
        world.Touch();
        LastClaim = (claimer, code);
        return Task.FromResult(Claim ?? throw new InvalidOperationException("The test has set no answer."));
    }

    private StaticBatch? Find(OrganisationId organisation, StaticBatchId batch) =>
        _batches.FirstOrDefault(found => found.Id == batch && found.Organisation == organisation);

    private static Task<Outcome<T>> Answer<T>(Outcome<T> outcome) => Task.FromResult(outcome);
}
