using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation.Tests;

public sealed partial class MemoryStore : IStaticTokenStore
{
    private readonly SortedDictionary<long, StaticBatch> _batches = [];
    private readonly SortedDictionary<long, StaticToken> _statics = [];
    private readonly Dictionary<long, StagedUnit> _units = [];
    private long _lastStatic;

    /// <summary>What tables said of units whose batch is not gone.</summary>
    public int StagedUnits => Locked(() => _units.Count);

    public IReadOnlyCollection<StaticToken> Statics => Locked(() => _statics.Values.ToList());

    /// <summary>How often this was called.</summary>
    public int CallsOf(string name) => Locked(() => Calls.Count(call => call == name));

    /// <summary>As if it were still so.</summary>
    public void Revert(StaticBatchId batch, StaticBatchState state) =>
        Locked(() => _batches[batch.Value] = _batches[batch.Value] with { State = state });

    public Task<StaticBatch> InsertBatchAsync(StaticBatch batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(InsertBatchAsync),
            () =>
            {
                var ordered = _batches.Values.FirstOrDefault(other =>
                    other.Organisation == batch.Organisation
                    && other.IdempotencyKey is { } key
                    && key == batch.IdempotencyKey
                );
                if (ordered is not null)
                    return ordered;
                var stored = batch with
                {
                    Id = new StaticBatchId(_batches.Count + 1),
                    FirstToken = new StaticTokenId(_lastStatic + 1),
                };
                _lastStatic += batch.Count;
                return _batches[stored.Id.Value] = stored;
            }
        );

    public Task<bool> TryStageAsync(
        StaticBatchId batch,
        IReadOnlyList<StagedUnit> units,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(TryStageAsync),
            () =>
            {
                if (_batches[batch.Value].State != StaticBatchState.Importing)
                    return false;
                foreach (var unit in units)
                    _units.Add(unit.Token.Value, unit);
                return true;
            }
        );

    public Task<bool> TryEndImportAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(TryEndImportAsync),
            () =>
            {
                var stored = _batches[batch.Value];
                if (stored.State == StaticBatchState.Importing)
                    _batches[batch.Value] = stored with { State = StaticBatchState.Making };
                return stored.State == StaticBatchState.Importing;
            }
        );

    public Task<IReadOnlyList<StaticImport>> ListImportsAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<StaticImport>>(
            nameof(ListImportsAsync),
            () =>
                [
                    .. _batches
                        .Values.Where(batch => batch.State == StaticBatchState.Importing)
                        .Select(batch => new StaticImport(
                            batch.Id,
                            _units.Keys.Count(token =>
                                token >= batch.FirstToken.Value && token < batch.FirstToken.Value + batch.Count
                            )
                        )),
                ]
        );

    public Task<bool> TryAbandonImportAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(TryAbandonImportAsync),
            () =>
            {
                var stored = _batches[batch.Value];
                if (stored.State != StaticBatchState.Importing)
                    return false;
                _batches[batch.Value] = stored with { State = StaticBatchState.Cancelling, IdempotencyKey = null };
                return true;
            }
        );

    public Task<bool> TryAppendAsync(
        StaticBatchId batch,
        int made,
        IReadOnlyList<StaticToken> tokens,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(TryAppendAsync),
            () =>
            {
                var stored = _batches[batch.Value];
                if (stored.State != StaticBatchState.Making || stored.Made != made)
                    return false;
                foreach (var token in tokens)
                    _statics.Add(
                        token.Id.Value,
                        _units.GetValueOrDefault(token.Id.Value) is { } unit
                            ? token with
                            {
                                Name = unit.Name,
                                Metadata = unit.Metadata,
                            }
                            : token
                    );
                _batches[batch.Value] = stored with { Made = made + tokens.Count };
                return true;
            }
        );

    public Task<bool> TryFinishAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(TryFinishAsync),
            () =>
            {
                var stored = _batches[batch.Value];
                if (stored.State != StaticBatchState.Making || stored.Made != stored.Count)
                    return false;
                _batches[batch.Value] = stored with { State = StaticBatchState.Ready };
                return true;
            }
        );

    public Task<bool> TryCancelBatchAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(TryCancelBatchAsync),
            () =>
            {
                if (_batches[batch.Value].State is not (StaticBatchState.Making or StaticBatchState.Importing))
                    return false;
                _batches[batch.Value] = _batches[batch.Value] with { State = StaticBatchState.Cancelling };
                return true;
            }
        );

    public Task<bool> RemoveSomeAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(
            nameof(RemoveSomeAsync),
            () =>
            {
                foreach (var token in _statics.Values.Where(token => token.Batch == batch).ToList())
                    _statics.Remove(token.Id.Value);
                var removed = _batches[batch.Value];
                for (var number = 1; number <= removed.Count; number++)
                    _units.Remove(removed.TokenAt(number).Value);
                _batches[batch.Value] = _batches[batch.Value] with { State = StaticBatchState.Cancelled, Made = 0 };
                return false;
            }
        );

    public Task<StaticBatch?> FindBatchAsync(StaticBatchId batch, CancellationToken cancellation) =>
        CallAsync(nameof(FindBatchAsync), () => _batches.GetValueOrDefault(batch.Value));

    public Task<IReadOnlyList<StaticBatch>> ListBatchesAsync(
        OrganisationId organisation,
        StaticBatchId? before,
        int limit,
        CancellationToken cancellation
    ) =>
        CallAsync<IReadOnlyList<StaticBatch>>(
            nameof(ListBatchesAsync),
            () =>
                [
                    .. _batches
                        .Values.Where(batch => batch.Organisation == organisation)
                        .Where(batch => batch.Id.Value < (before?.Value ?? long.MaxValue))
                        .Reverse()
                        .Take(limit),
                ]
        );

    public Task<IReadOnlyList<StaticBatch>> ListUnfinishedAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<StaticBatch>>(
            nameof(ListUnfinishedAsync),
            () =>
                [
                    .. _batches.Values.Where(batch =>
                        batch.State is StaticBatchState.Making or StaticBatchState.Cancelling
                    ),
                ]
        );

    public Task<StaticToken?> FindAsync(StaticTokenId id, CancellationToken cancellation) =>
        FindStaticAsync(token => token.Id == id);

    public Task<StaticToken?> FindByAuthTokenAsync(TokenHash hash, CancellationToken cancellation) =>
        FindStaticAsync(token => token.AuthHash == hash);

    public Task<StaticToken?> FindByClaimKeyAsync(long claimKey, CancellationToken cancellation) =>
        FindStaticAsync(token => token.ClaimKey == claimKey);

    public Task<StaticToken?> FindByDeviceAsync(DeviceId device, CancellationToken cancellation) =>
        FindStaticAsync(token => token.Device == device);

    public Task<IReadOnlyList<StaticToken>> ListAsync(
        OrganisationId organisation,
        StaticTokenQuery query,
        StaticTokenId? after,
        int limit,
        CancellationToken cancellation
    ) =>
        CallAsync<IReadOnlyList<StaticToken>>(
            "ListStaticsAsync",
            () =>
                [
                    .. _statics
                        .Values.Where(token => token.Organisation == organisation && IsReady(token))
                        .Where(token => query.Batch is null || token.Batch == query.Batch)
                        .Where(token => query.State is null || token.State == query.State)
                        .Where(token => query.Search is null || token.Name?.Contains(query.Search) == true)
                        .Where(token => token.Id.Value > (after?.Value ?? 0))
                        .Take(limit),
                ]
        );

    public Task<bool> TryClaimAsync(
        StaticToken seen,
        StaticToken claimed,
        Device device,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(TryClaimAsync),
            () =>
            {
                var stored = _statics[seen.Id.Value];
                if (stored.State == StaticTokenState.Claimed || stored.Device != seen.Device)
                    return false;
                _statics[seen.Id.Value] = claimed;
                _devices[device.Id] = device;
                return true;
            }
        );

    public Task<bool> TryConnectAsync(
        StaticToken seen,
        Device? born,
        TokenRecord token,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(TryConnectAsync),
            () =>
            {
                var stored = _statics[seen.Id.Value];
                if (stored.Device != seen.Device || _tokens.ContainsKey(token.Hash))
                    return false;
                _statics[seen.Id.Value] = stored with { Device = token.Device };
                if (born is not null)
                    _devices[born.Id] = born;
                _tokens.Add(token.Hash, token);
                return true;
            }
        );

    public Task<ReleasedUnit?> TryReleaseAsync(StaticTokenId id, CancellationToken cancellation) =>
        CallAsync<ReleasedUnit?>(
            nameof(TryReleaseAsync),
            () =>
            {
                var stored = _statics[id.Value];
                if (stored.State != StaticTokenState.Claimed)
                    return null;
                _statics[id.Value] = stored with { ClaimedBy = null, ClaimedAt = null };
                var device = _devices[stored.Device!.Value];
                _devices[device.Id] = device with { Owner = null, Organisation = stored.Organisation };
                return new ReleasedUnit(device.Id, device.Organisation, device.Owner);
            }
        );

    public Task<bool> TryDeleteAsync(StaticTokenId id, CancellationToken cancellation) =>
        CallAsync(nameof(TryDeleteAsync), () => _statics[id.Value].Device is null && _statics.Remove(id.Value));

    private Task<StaticToken?> FindStaticAsync(Func<StaticToken, bool> which) =>
        CallAsync("FindStaticAsync", () => _statics.Values.SingleOrDefault(token => IsReady(token) && which(token)));

    private bool IsReady(StaticToken token) => _batches[token.Batch.Value].State == StaticBatchState.Ready;

    private void FreeStatics(DeviceId device)
    {
        foreach (var token in _statics.Values.Where(token => token.Device == device).ToList())
            _statics[token.Id.Value] = token with { Device = null, ClaimedBy = null, ClaimedAt = null };
    }
}
