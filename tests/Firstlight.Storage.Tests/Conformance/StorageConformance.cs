using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Tests.Conformance;

/// <summary>What every kind of storage must do. Each test has a storage of its own.</summary>
public abstract class StorageConformance(StorageUnderTest storage) : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected StorageUnderTest Storage { get; } = storage;

    public async ValueTask InitializeAsync() => await Storage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<Template> StoreTemplateAsync(string id = "TMPLabcdefgh", string name = "Thermostat")
    {
        var template = Sample.Template(id, name);
        (await Storage.Templates.TryInsertAsync(template, None)).ShouldBeTrue();
        return template;
    }

    /// <summary>Stores a device made by hand; its template must exist.</summary>
    protected async Task<Device> StoreDeviceAsync(Func<Device, Device>? change = null)
    {
        var id = await Storage.Activation.ReserveDeviceIdAsync(None);
        var device = Sample.Device(id);
        device = change?.Invoke(device) ?? device;
        await Storage.Activation.InsertDeviceAsync(device, Sample.Token(device.Id, null, TokenState.Active), None);
        return device;
    }

    /// <summary>Stores a pending session with its pending token.</summary>
    protected async Task<(ProvisioningSession Session, TokenRecord Token)> StoreSessionAsync(
        Func<ProvisioningSession, ProvisioningSession>? change = null,
        params ProvisioningSession[] superseded
    )
    {
        var session = Sample.Session(
            await Storage.Activation.ReserveSessionIdAsync(None),
            await Storage.Activation.ReserveDeviceIdAsync(None)
        );
        session = change?.Invoke(session) ?? session;
        var token = Sample.Token(session.Device, session.Id, TokenState.Pending);
        await Storage.Activation.InsertSessionAsync(session, token, superseded, None);
        return (session, token);
    }

    protected async Task<TokenState?> StateOfAsync(TokenRecord token) =>
        (await Storage.Activation.FindTokenAsync(token.Hash, None))?.Token.State;
}
