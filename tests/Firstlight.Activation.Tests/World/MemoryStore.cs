using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation.Tests;

/// <summary>
/// The ports' promises in memory: every call is one step that happens as a whole or, when <see cref="Fault"/> says so, not
/// at all. Callers are interleaved, as they are by a real database.
/// </summary>
public sealed partial class MemoryStore : IActivationStore, IDeviceStore, ITemplateStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TokenHash, TokenRecord> _tokens = [];
    private readonly Dictionary<ProvisioningSessionId, ProvisioningSession> _sessions = [];
    private readonly Dictionary<DeviceId, Device> _devices = [];
    private readonly Dictionary<TemplateId, Template> _templates = [];
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private long _lastDevice;
    private long _lastSession;

    /// <summary>Asked before each call with its name and number; true makes it fail.</summary>
    public Func<string, int, bool>? Fault { get; set; }

    /// <summary>The calls so far, by name.</summary>
    public List<string> Calls { get; } = [];

    public IReadOnlyCollection<Device> Devices => Locked(() => _devices.Values.ToList());

    public IReadOnlyCollection<TokenRecord> Tokens => Locked(() => _tokens.Values.ToList());

    public IReadOnlyCollection<ProvisioningSession> Sessions => Locked(() => _sessions.Values.ToList());

    public ProvisioningSession Session(ProvisioningSessionId id) => Locked(() => _sessions[id]);

    public TokenState StateOf(AuthToken token) => Locked(() => _tokens[token.Hash()].State);

    public void Put(Device device) => Locked(() => _devices[device.Id] = device);

    public void Put(ProvisioningSession session) => Locked(() => _sessions[session.Id] = session);

    public void Put(TokenRecord token) => Locked(() => _tokens[token.Hash] = token);

    public Task<DeviceId> ReserveDeviceIdAsync(CancellationToken cancellation) =>
        CallAsync(nameof(ReserveDeviceIdAsync), () => new DeviceId(++_lastDevice));

    public Task<ProvisioningSessionId> ReserveSessionIdAsync(CancellationToken cancellation) =>
        CallAsync(nameof(ReserveSessionIdAsync), () => new ProvisioningSessionId(++_lastSession));

    public Task InsertSessionAsync(
        ProvisioningSession session,
        TokenRecord token,
        IReadOnlyList<ProvisioningSession> superseded,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(InsertSessionAsync),
            () =>
            {
                _sessions.Add(session.Id, session);
                _tokens.Add(token.Hash, token);
                foreach (var ended in superseded)
                {
                    if (_sessions[ended.Id].State != ProvisioningState.Pending)
                        continue;
                    _sessions[ended.Id] = ended;
                    Revoke(record => record.Session == ended.Id);
                }

                return true;
            }
        );

    public Task<bool> TryUpdateSessionAsync(
        ProvisioningSession session,
        ProvisioningState expectedState,
        int expectedSteps,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(TryUpdateSessionAsync),
            () =>
            {
                var stored = _sessions[session.Id];
                if (stored.State != expectedState || stored.Steps.Count != expectedSteps)
                    return false;
                _sessions[session.Id] = session;
                if (session.State is not (ProvisioningState.Pending or ProvisioningState.Succeeded))
                    Revoke(record => record.Session == session.Id);
                return true;
            }
        );

    public Task<bool> TryActivateAsync(ProvisioningSession succeeded, Device device, CancellationToken cancellation) =>
        CallAsync(
            nameof(TryActivateAsync),
            () =>
            {
                if (_sessions[succeeded.Id].State != ProvisioningState.Pending)
                    return false;
                if (succeeded.IsReprovisioning && !_devices.ContainsKey(device.Id))
                    return false;
                _sessions[succeeded.Id] = succeeded;
                Revoke(record => record.Device == device.Id && record.Session != succeeded.Id);
                var token = _tokens.Values.Single(record => record.Session == succeeded.Id);
                _tokens[token.Hash] = token with { State = TokenState.Active };
                _devices[device.Id] = succeeded.IsReprovisioning
                    ? _devices[device.Id] with
                    {
                        Hardware = device.Hardware,
                    }
                    : device;
                return true;
            }
        );

    public Task InsertDeviceAsync(Device device, TokenRecord token, CancellationToken cancellation) =>
        CallAsync(
            nameof(InsertDeviceAsync),
            () =>
            {
                _devices.Add(device.Id, device);
                _tokens.Add(token.Hash, token);
                return true;
            }
        );

    public Task<TokenLookup?> FindTokenAsync(TokenHash hash, CancellationToken cancellation) =>
        CallAsync(
            nameof(FindTokenAsync),
            () =>
                _tokens.GetValueOrDefault(hash) is { } token
                    ? new TokenLookup(
                        token,
                        token.Session is { } id ? _sessions.GetValueOrDefault(id) : null,
                        _devices.GetValueOrDefault(token.Device) is { } device
                            ? new TokenDevice(device.Id, device.Organisation, device.Template, device.Owner)
                            : null
                    )
                    : null
        );

    public Task<TokenLookup?> FindTokenByCodeAsync(CodeHash code, CancellationToken cancellation) =>
        CallAsync(
            nameof(FindTokenByCodeAsync),
            () =>
                _tokens.Values.SingleOrDefault(token => token.Code == code) is { } found
                    ? new TokenLookup(found, _sessions[found.Session!.Value], Device: null)
                    : null
        );

    public Task<byte[]> KeepSealedKeyAsync(
        string name,
        byte[] candidate,
        byte[]? unusable,
        CancellationToken cancellation
    ) =>
        CallAsync(
            nameof(KeepSealedKeyAsync),
            () =>
            {
                if (!_keys.TryGetValue(name, out var kept) || (unusable is not null && kept.SequenceEqual(unusable)))
                    _keys[name] = kept = candidate;
                return kept;
            }
        );

    public Task<TokenRecord?> FindActiveTokenAsync(DeviceId device, CancellationToken cancellation) =>
        CallAsync(
            nameof(FindActiveTokenAsync),
            () => _tokens.Values.SingleOrDefault(token => token.Device == device && token.State == TokenState.Active)
        );

    public Task<ProvisioningSession?> FindSessionAsync(ProvisioningSessionId id, CancellationToken cancellation) =>
        CallAsync(nameof(FindSessionAsync), () => _sessions.GetValueOrDefault(id));

    public Task<IReadOnlyList<ProvisioningSession>> ListSessionsAsync(
        OrganisationId organisation,
        SessionQuery query,
        ProvisioningSessionId? before,
        CancellationToken cancellation
    ) =>
        CallAsync<IReadOnlyList<ProvisioningSession>>(
            nameof(ListSessionsAsync),
            () =>
                [
                    .. _sessions
                        .Values.Where(session => session.Organisation == organisation)
                        .Where(session => query.State is null || session.State == query.State)
                        .Where(session => query.Device is null || session.Device == query.Device)
                        .Where(session => before is null || session.Id.Value < before.Value.Value)
                        .OrderByDescending(session => session.Id.Value)
                        .Take(query.Limit + 1),
                ]
        );

    public Task<ProvisioningStatistics> ReadStatisticsAsync(
        OrganisationId organisation,
        StatisticsQuery query,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<ProvisioningSession>> ListOverdueAsync(
        DateTimeOffset now,
        int limit,
        CancellationToken cancellation
    ) =>
        CallAsync<IReadOnlyList<ProvisioningSession>>(
            nameof(ListOverdueAsync),
            () =>
                [
                    .. _sessions
                        .Values.Where(session => session.State == ProvisioningState.Pending && session.ExpiresAt <= now)
                        .OrderBy(session => session.Id.Value)
                        .Take(limit),
                ]
        );

    public Task<Device?> FindAsync(DeviceId id, CancellationToken cancellation) =>
        CallAsync("FindDeviceAsync", () => _devices.GetValueOrDefault(id));

    public Task<bool> DeleteAsync(DeviceId id, CancellationToken cancellation) =>
        CallAsync(
            "DeleteDeviceAsync",
            () =>
            {
                foreach (var token in _tokens.Values.Where(token => token.Device == id).ToList())
                    _tokens.Remove(token.Hash);
                FreeStatics(id);
                return _devices.Remove(id);
            }
        );

    public Task<bool> TryInsertAsync(Template template, CancellationToken cancellation) =>
        CallAsync("InsertTemplateAsync", () => _templates.TryAdd(template.Id, template));

    public Task<bool> TryReplaceAsync(Template template, CancellationToken cancellation) =>
        CallAsync(
            "ReplaceTemplateAsync",
            () =>
            {
                _templates[template.Id] = template;
                return true;
            }
        );

    public Task<IReadOnlyList<Template>> ReadAllAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<Template>>(nameof(ReadAllAsync), () => [.. _templates.Values]);

    // Not asked for by activation.
    Task<IReadOnlyList<Device>> IDeviceStore.ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        DevicePosition? after,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task<long> IDeviceStore.CountAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task IDeviceStore.RenameAsync(DeviceId id, string name, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task IDeviceStore.SetMetadataAsync(DeviceId id, string field, string value, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task IDeviceStore.SetPlaceAsync(DeviceId id, DevicePlace? place, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<bool> IDeviceStore.TryGiveAsync(
        DeviceId id,
        OrganisationId from,
        OrganisationId to,
        UserId? owner,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task<IReadOnlyList<TemplateId>> IDeviceStore.ListTemplatesAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task<IReadOnlyList<DeviceId>> IDeviceStore.HandOverAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId? to,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    Task IDeviceStore.SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private readonly HashSet<TemplateUse> _uses = [];

    Task ITemplateStore.EnableAsync(TemplateUse use, CancellationToken cancellation) =>
        CallAsync(nameof(ITemplateStore.EnableAsync), () => _uses.Add(use));

    Task<bool> ITemplateStore.TryDisableAsync(TemplateUse use, CancellationToken cancellation) =>
        throw new NotSupportedException();

    Task<IReadOnlyList<TemplateUse>> ITemplateStore.ReadUsesAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<TemplateUse>>(nameof(ITemplateStore.ReadUsesAsync), () => [.. _uses]);

    Task<bool> ITemplateStore.TryDeleteAsync(TemplateId id, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private void Revoke(Func<TokenRecord, bool> which)
    {
        foreach (var token in _tokens.Values.Where(which).ToList())
            _tokens[token.Hash] = token with { State = TokenState.Revoked };
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private async Task<T> CallAsync<T>(string name, Func<T> step)
    {
        await Task.Yield();
        T result;
        lock (_gate)
        {
            Calls.Add(name);
            if (Fault?.Invoke(name, Calls.Count) == true)
                throw new StorageUnavailableException("The disk is away.");
            result = step();
        }

        await Task.Yield();
        return result;
    }
}
