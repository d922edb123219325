using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Linux.Tests.Fakes;

/// <summary>A board on which nothing happens by itself, for what needs a device to belong to.</summary>
internal sealed class SilentBoard
    : IRadio,
        IConfigStore,
        IResetButton,
        IStatusLight,
        IFirmwareUpdater,
        IRestart,
        ICloudConnector,
        IEntropy
{
    private readonly TaskCompletionSource<Edgent.Portal> _raised = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public RadioFacts Facts { get; } = new("24:6F:28:AA:BB:CC", "24:6F:28:AA:BB:CC");

    /// <summary>The portal of a device that waits for its phone.</summary>
    public async Task<Edgent.Portal> OpenPortalAsync(CancellationToken power)
    {
        var device = new EdgentBuilder(("TMPL12345678", "Thermostat"), "1.0.0").Build(
            new EdgentPorts
            {
                Radio = this,
                Store = this,
                Button = this,
                Light = this,
                Updater = this,
                Restart = this,
                Cloud = this,
                Entropy = this,
            }
        );
        _ = device.RunAsync(power);
        return await _raised.Task.WaitAsync(power);
    }

    public Task RaiseAccessPointAsync(AccessPoint accessPoint, Edgent.Portal portal, CancellationToken cancellation)
    {
        _raised.TrySetResult(portal);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<WifiScanEntry>>([]);

    public Task LowerAccessPointAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation) =>
        Task.FromResult(JoinResult.NotFound);

    public Task LeaveAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<EdgentConfig?> LoadAsync(CancellationToken cancellation) => Task.FromResult<EdgentConfig?>(null);

    public Task SaveAsync(EdgentConfig config, CancellationToken cancellation) => Task.CompletedTask;

    public Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation) =>
        Task.FromResult(false);

    public Task RestartAsync(RestartReason reason, CancellationToken cancellation) => Task.CompletedTask;

    public Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation) =>
        Task.FromResult(CloudConnection.Failed(CloudFailure.Refused));

    public void Fill(Span<byte> bytes) => bytes.Clear();

    public void Show(LightPattern pattern) { }

    public void Listen(Action<RadioNotice> heard) { }

    public void Listen(Action<bool> changed) { }
}
