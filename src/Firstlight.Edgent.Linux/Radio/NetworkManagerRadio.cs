using Firstlight.Protocol.Provisioning;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The Wi-Fi of a Linux board by NetworkManager, over D-Bus. It waits for NetworkManager when that is away, and never keeps a
/// profile on disk. Disposing lowers the access point; a network that is joined stays, so that the board can be reached.
/// </summary>
public sealed class NetworkManagerRadio : IRadio, IAsyncDisposable
{
    private readonly LinkKeeper _keeper;
    private readonly AccessPointHost _accessPoint;
    private readonly Joining _joining;
    private Action<RadioNotice> _heard = static _ => { };

    private NetworkManagerRadio(
        LinkKeeper keeper,
        RadioFacts facts,
        SharedRadio? shared,
        RadioSettings settings,
        TimeProvider time,
        ILogger log
    )
    {
        _keeper = keeper;
        Facts = facts;
        var opener = new AccessPointOpener(keeper, shared, time, log, count => _heard(new RadioNotice.Stations(count)));
        _accessPoint = new AccessPointHost(opener, settings, time, log);
        var beside = shared is { HasOneChannel: true } ? _accessPoint : null;
        _joining = new Joining(keeper, beside, log, () => _heard(new RadioNotice.LinkLost()));
    }

    /// <inheritdoc />
    public RadioFacts Facts { get; }

    /// <summary>Finds NetworkManager and the interface, waiting a while for both: this may run while the board starts.</summary>
    /// <exception cref="BoardUnavailableException">They did not come; the message says what is missing.</exception>
    public static async Task<NetworkManagerRadio> OpenAsync(
        RadioSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var iw = new Iw(settings.IwProgram, time);
        if (settings.Country is { } country)
            await RadioCountry.SetAsync(iw, country, log, cancellation);
        var keeper = new LinkKeeper(settings, time, log);
        using var patience = new CancellationTokenSource(settings.StartPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var link = await keeper.CurrentAsync(either.Token);
            var facts = await FactsOfAsync(link, either.Token);
            if (!settings.KeepsAccessPoint || link.HasTwoInterfaces)
                return new NetworkManagerRadio(keeper, facts, shared: null, settings, time, log);
            var shared = await SharedRadio.FindAsync(iw, link.Station.Name, facts.StationMac, time, log, either.Token);
            return new NetworkManagerRadio(keeper, WithBoth(facts, shared), shared, settings, time, log);
        }
        catch (Exception fault)
        {
            await keeper.DisposeAsync();
            if (cancellation.IsCancellationRequested || fault is not (OperationCanceledException or BusClosedException))
                throw;
            throw keeper.LastFault ?? new BoardUnavailableException("NetworkManager does not answer.", fault);
        }
    }

    /// <inheritdoc />
    public void Listen(Action<RadioNotice> heard) => _heard = heard;

    /// <inheritdoc />
    public async Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation)
    {
        var link = await _keeper.CurrentAsync(cancellation);
        var air = await link.Station.ScanAsync(hidden: null, cancellation);
        return [.. air.Select(network => network.ToEntry())];
    }

    /// <inheritdoc />
    public Task RaiseAccessPointAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation) =>
        _accessPoint.RaiseAsync(accessPoint, portal, cancellation);

    /// <inheritdoc />
    public Task LowerAccessPointAsync(CancellationToken cancellation) => _accessPoint.LowerAsync();

    /// <inheritdoc />
    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation) =>
        _joining.JoinAsync(request, cancellation);

    /// <inheritdoc />
    public Task LeaveAsync(CancellationToken cancellation) => _joining.LeaveAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _heard = static _ => { };
        await _joining.DisposeAsync();
        await _accessPoint.DisposeAsync();
        // What the system connected by itself before us, it may connect again.
        await _keeper.WhileThereAsync(async link =>
        {
            await link.Station.AllowAutoconnectAsync(true, CancellationToken.None);
            if (link.HasTwoInterfaces)
                await link.AccessPoint.AllowAutoconnectAsync(true, CancellationToken.None);
        });
        await _keeper.DisposeAsync();
    }

    private static async Task<RadioFacts> FactsOfAsync(RadioLink link, CancellationToken cancellation)
    {
        var station = await link.Station.WirelessAsync(cancellation);
        var accessPoint = await link.AccessPoint.WirelessAsync(cancellation);
        return (accessPoint.Get("WirelessCapabilities", 0u) & Nm.CanBeAccessPoint) == 0
            ? throw new BoardUnavailableException($"{link.AccessPoint.Name} cannot be an access point (see: iw list).")
            : new RadioFacts(
                AddressOf(station),
                AddressOf(accessPoint),
                FiveGigahertz: (station.Get("WirelessCapabilities", 0u) & Nm.HearsFiveGigahertz) != 0,
                ScansAsAccessPoint: link.HasTwoInterfaces,
                KeepsAccessPoint: link.HasTwoInterfaces
            );
    }

    private static RadioFacts WithBoth(RadioFacts facts, SharedRadio? shared) =>
        shared is null
            ? facts
            : facts with
            {
                AccessPointMac = shared.Address,
                ScansAsAccessPoint = true,
                KeepsAccessPoint = true,
            };

    /// <summary>The one it was made with: the other may be one of chance, as long as it only scans.</summary>
    private static string AddressOf(PropertyBag wireless) =>
        wireless.Get("PermHwAddress", "") is { Length: > 0 } permanent ? permanent : wireless.Get("HwAddress", "");
}
