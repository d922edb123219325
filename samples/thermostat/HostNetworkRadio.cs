using System.Net;
using Firstlight.Edgent;
using Firstlight.Protocol.Provisioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Thermostat;

/// <summary>
/// A laptop instead of a board: its network counts as the one that was joined, and its access point is a port on which the
/// portal answers.
/// </summary>
internal sealed class HostNetworkRadio(int port, IPAddress address) : IRadio, IAsyncDisposable
{
    private WebApplication? _accessPoint;

    /// <summary>Where the portal is.</summary>
    public string Address { get; } = $"http://{new IPEndPoint(address, port)}/";

    public RadioFacts Facts { get; } = new("02:00:00:00:00:01", "02:00:00:00:00:02", ScansAsAccessPoint: true);

    public void Listen(Action<RadioNotice> heard)
    {
        // The laptop's network neither comes nor goes as far as this device is concerned.
    }

    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<WifiScanEntry>>([
            new WifiScanEntry
            {
                Ssid = "network of this computer",
                Bssid = "02:00:00:00:00:03",
                Rssi = -40,
                Security = "OPEN",
                Channel = 1,
            },
        ]);

    public async Task RaiseAccessPointAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        _accessPoint = builder.Build();
        _accessPoint.MapEdgentPortal(portal);
        await _accessPoint.StartAsync(cancellation);
    }

    public async Task LowerAccessPointAsync(CancellationToken cancellation)
    {
        if (_accessPoint is not { } accessPoint)
            return;
        _accessPoint = null;
        await accessPoint.DisposeAsync();
    }

    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation) =>
        Task.FromResult(JoinResult.Joined);

    public Task LeaveAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await LowerAccessPointAsync(CancellationToken.None);
}
