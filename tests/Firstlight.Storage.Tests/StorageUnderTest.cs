using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests;

/// <summary>One kind of storage, opened as a host opens it. The conformance tests know no more of it.</summary>
public abstract class StorageUnderTest : IAsyncDisposable
{
    public abstract IServiceProvider Services { get; }

    public IAccountStore Accounts => Get<IAccountStore>();

    public IOrganisationStore Organisations => Get<IOrganisationStore>();

    public IRoleStore Roles => Get<IRoleStore>();

    public ITemplateStore Templates => Get<ITemplateStore>();

    public IDeviceStore Devices => Get<IDeviceStore>();

    public IActivationStore Activation => Get<IActivationStore>();

    public IStaticTokenStore Statics => Get<IStaticTokenStore>();

    public IFleetStore Fleet => Get<IFleetStore>();

    public IDeviceFileStore Files => Get<IDeviceFileStore>();

    public T Get<T>() => (T)(Services.GetService(typeof(T)) ?? throw new InvalidOperationException($"No {typeof(T)}."));

    public abstract Task OpenAsync();

    /// <summary>Closes it as a host that stops; the services stay, so that a test can see what late calls get.</summary>
    public abstract Task CloseAsync();

    /// <summary>Closes it and opens it again, as a host that restarts.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task RemoveAsync();
}
