using System.Collections.Concurrent;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.TestKit;

namespace Firstlight.Fleet.Tests;

/// <summary>Registry, device store, admission and tokens over one set of devices and tokens.</summary>
internal sealed class FakeDevices(TimeProvider time)
    : IDeviceRegistry,
        IDeviceStore,
        IDeviceZones,
        IAdmission,
        IDeviceTokens
{
    private readonly SeededRandom _random = new(7);
    private long _last;

    public ConcurrentDictionary<DeviceId, Device> Devices { get; } = new();

    public ConcurrentDictionary<AuthToken, Admission> Tokens { get; } = new();

    /// <summary>When set, every call that asks for a token or a device throws it.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Runs after an admission was read, before it is answered: the place for a race.</summary>
    public Action? AfterAdmit { get; set; }

    public int HardwareWrites { get; private set; }

    public int Admissions { get; private set; }

    public Func<ProvisioningSessionId, ActivationResult>? Activate { get; set; }

    public (DeviceId Device, AuthToken Token) AddDevice(TemplateId template, OrganisationId? organisation = null)
    {
        var id = new DeviceId(Interlocked.Increment(ref _last));
        var device = Make(id, template, organisation ?? OrganisationId.Root);
        Devices[id] = device;
        var token = AuthToken.New(_random);
        Tokens[token] = new Admission.Active(id, device.Organisation, template, device.Owner);
        return (id, token);
    }

    /// <summary>A pending token; with <paramref name="device"/> a re-provisioning.</summary>
    public (DeviceId Device, AuthToken Token) AddPending(TemplateId template, DeviceId? device = null)
    {
        var id = device ?? new DeviceId(Interlocked.Increment(ref _last));
        var session = new ProvisioningSessionId(Interlocked.Increment(ref _last));
        var token = AuthToken.New(_random);
        Tokens[token] = new Admission.Pending(session, id, OrganisationId.Root, template);
        return (id, token);
    }

    public Device Make(DeviceId id, TemplateId template, OrganisationId organisation) =>
        new(
            id,
            organisation,
            new UserId(1),
            template,
            $"Unit {id}",
            ActivationMethod.Dynamic,
            time.GetUtcNow(),
            time.GetUtcNow(),
            null,
            null,
            false,
            null,
            new Dictionary<string, string>()
        );

    public ValueTask<Admission> AdmitAsync(AuthToken token, CancellationToken cancellation)
    {
        Check();
        Admissions++;
        var admission = Tokens.GetValueOrDefault(token) ?? new Admission.Refused("unknown");
        var hook = AfterAdmit;
        AfterAdmit = null;
        hook?.Invoke();
        return ValueTask.FromResult(admission);
    }

    public Task<ActivationResult> ActivateAsync(
        ProvisioningSessionId session,
        HardwareReport report,
        CancellationToken cancellation
    )
    {
        Check();
        if (Activate is not null)
            return Task.FromResult(Activate(session));
        foreach (var (token, admission) in Tokens)
        {
            if (admission is Admission.Pending pending && pending.Session == session)
                return Task.FromResult(Activated(token, pending, report));
        }

        return Task.FromResult<ActivationResult>(
            new ActivationResult.Activated(Devices.Values.First(device => device.Hardware == report), First: false)
        );
    }

    private ActivationResult Activated(AuthToken token, Admission.Pending pending, HardwareReport report)
    {
        if (report.TemplateId is null)
            return new ActivationResult.TemplateMissing();
        if (report.TemplateId != pending.ExpectedTemplate!.Value.Value)
        {
            Tokens.TryRemove(token, out _);
            return new ActivationResult.Refused(new ProvisioningFailure(719, "template_mismatch", "r", "n"));
        }

        foreach (var (other, admission) in Tokens)
        {
            if (admission is Admission.Active active && active.Device == pending.Device)
                Tokens.TryRemove(other, out _);
        }

        var template = pending.ExpectedTemplate.Value;
        var device = Devices.GetValueOrDefault(pending.Device) ?? Make(pending.Device, template, pending.Organisation);
        Devices[pending.Device] = device with { Hardware = report };
        Tokens[token] = new Admission.Active(pending.Device, pending.Organisation, template, Owner: null);
        return new ActivationResult.Activated(Devices[pending.Device], First: true);
    }

    public Task<Device?> FindDeviceAsync(
        OrganisationId organisation,
        AuthToken token,
        CancellationToken cancellation
    ) =>
        Tokens.GetValueOrDefault(token) is Admission.Active active
            ? FindAsync(organisation, active.Device, cancellation)
            : Task.FromResult<Device?>(null);

    public Task<Device?> FindAsync(DeviceId id, CancellationToken cancellation)
    {
        Check();
        return Task.FromResult(Devices.GetValueOrDefault(id));
    }

    public Task<Device?> FindAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation)
    {
        Check();
        var device = Devices.GetValueOrDefault(id);
        return Task.FromResult(device?.Organisation == organisation ? device : null);
    }

    public Task<Outcome<IReadOnlyList<DeviceId>>> MoveOwnedAsync(
        OrganisationId from,
        UserId owner,
        OrganisationId to,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeviceId>> DisownAsync(
        OrganisationId organisation,
        UserId owner,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<Device>> GiveAsync(
        OrganisationId organisation,
        DeviceId id,
        OrganisationId to,
        UserId? owner,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

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

    public Task SetHardwareAsync(DeviceId id, HardwareReport report, CancellationToken cancellation)
    {
        Check();
        HardwareWrites++;
        Devices[id] = Devices[id] with { Hardware = report };
        return Task.CompletedTask;
    }

    public Task<Outcome<Done>> SetMetadataAsync(
        OrganisationId organisation,
        DeviceId id,
        string fieldName,
        string value,
        CancellationToken cancellation
    )
    {
        Check();
        if (value.Length > 255)
            return Task.FromResult<Outcome<Done>>(Refusal.Invalid("value", "Too long."));
        var metadata = new Dictionary<string, string>(Devices[id].Metadata) { [fieldName] = value };
        Devices[id] = Devices[id] with { Metadata = metadata };
        return Task.FromResult<Outcome<Done>>(default(Done));
    }

    public Task<bool> DeleteAsync(OrganisationId organisation, DeviceId id, CancellationToken cancellation)
    {
        Check();
        foreach (var (token, admission) in Tokens)
        {
            if (admission is Admission.Active active && active.Device == id)
                Tokens.TryRemove(token, out _);
        }

        return Task.FromResult(
            Devices.TryGetValue(id, out var device)
                && device.Organisation == organisation
                && Devices.TryRemove(id, out _)
        );
    }

    public Task<Outcome<AuthToken>> RevealAsync(
        OrganisationId organisation,
        DeviceId device,
        CancellationToken cancellation
    )
    {
        foreach (var (token, admission) in Tokens)
        {
            if (admission is Admission.Active active && active.Device == device && active.Organisation == organisation)
                return Task.FromResult<Outcome<AuthToken>>(token);
        }

        return Task.FromResult<Outcome<AuthToken>>(Refusal.NotFound("device", "No device."));
    }

    private void Check()
    {
        if (Fault is not null)
            throw Fault;
    }

    // The fleet never calls these.
    public Task<Outcome<IssuedDevice>> CreateDeviceAsync(
        OrganisationId organisation,
        UserId owner,
        TemplateId template,
        string? name,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<DevicePage>> ListAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<Device>> ListAsync(
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

    public Task<Outcome<long>> CountAsync(
        OrganisationId organisation,
        DeviceQuery query,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<Outcome<Device>> RenameAsync(
        OrganisationId organisation,
        DeviceId id,
        string? name,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task RenameAsync(DeviceId id, string name, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<Outcome<Device>> SetPlaceAsync(
        OrganisationId organisation,
        DeviceId id,
        DevicePlace? place,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task SetPlaceAsync(DeviceId id, DevicePlace? place, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<TimeZoneInfo> OfAsync(Device device, CancellationToken cancellation) =>
        ValueTask.FromResult(ZoneName.Find(device.Place?.TimeZone) ?? TimeZoneInfo.Utc);

    public Task SetMetadataAsync(DeviceId id, string fieldName, string value, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> DeleteAsync(DeviceId id, CancellationToken cancellation) => throw new NotSupportedException();
}
