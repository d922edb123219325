using System.Net;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>The access point with its portal. Once raised it stays until it is lowered: what takes it down in between is mended.</summary>
internal sealed class AccessPointHost(
    LinkKeeper keeper,
    RadioSettings settings,
    TimeProvider time,
    ILogger log,
    Action<int> counted
) : IAsyncDisposable
{
    private static readonly TimeSpan ActivationPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private CancellationTokenSource? _wanted;
    private Task _keeping = Task.CompletedTask;
    private PortalServer? _server;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public async Task RaiseAsync(AccessPoint accessPoint, Portal portal, CancellationToken cancellation)
    {
        await LowerAsync();
        var lost = await ActivateAsync(accessPoint, cancellation);
        try
        {
            var at = new IPEndPoint(accessPoint.Address, settings.PortalPort);
            _server = await PortalServer.StartAsync(at, portal, time, cancellation);
        }
        catch
        {
            await lost.DisposeAsync();
            await RestAsync();
            throw;
        }

        _wanted = new CancellationTokenSource();
        _keeping = KeepAsync(accessPoint, lost, _wanted.Token);
    }

    public async Task LowerAsync()
    {
        if (_wanted is not { } wanted)
            return;
        _wanted = null;
        await wanted.CancelAsync();
        await _keeping;
        wanted.Dispose();
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
        await RestAsync();
    }

    public async ValueTask DisposeAsync() => await LowerAsync();

    private async Task KeepAsync(AccessPoint accessPoint, Activation active, CancellationToken wanted)
    {
        try
        {
            while (true)
            {
                await using (active)
                    await active.EndedAsync(wanted);
                active = await RestoreAsync(accessPoint, wanted);
            }
        }
        catch (OperationCanceledException)
        {
            // It is to be lowered.
        }
    }

    private async Task<Activation> RestoreAsync(AccessPoint accessPoint, CancellationToken wanted)
    {
        for (var pause = PauseFirst; ; pause = pause * 2 < PauseMax ? pause * 2 : PauseMax)
        {
            await Task.Delay(pause, time, wanted);
            try
            {
                return await ActivateAsync(accessPoint, wanted);
            }
            catch (Exception fault) when (!wanted.IsCancellationRequested)
            {
                Log.AccessPointStaysDown(log, fault.Message);
            }
        }
    }

    private async Task<Activation> ActivateAsync(AccessPoint accessPoint, CancellationToken cancellation)
    {
        var link = await keeper.CurrentAsync(cancellation);
        using var patience = new CancellationTokenSource(ActivationPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var device = link.AccessPoint;
        await device.RestAsync(either.Token);
        await LeftoverProfiles.RemoveAsync(link.Manager, Profiles.AccessPointId, either.Token);
        var steps = await device.StepsAsync(either.Token);
        try
        {
            var profile = Profiles.OfAccessPoint(accessPoint, device.Name);
            var end = (await device.ActivateAsync(profile, endsWithUs: true, steps, either.Token))[^1];
            if (end.State != NmState.Activated)
                throw new IOException(SentenceFor(end));
        }
        catch (Exception fault)
        {
            await steps.DisposeAsync();
            if (fault is OperationCanceledException && !cancellation.IsCancellationRequested)
                throw new IOException("NetworkManager does not open the access point.", fault);
            throw;
        }

        return new Activation(steps, Stations.Begin(link.Manager.Bus, device.Name, counted, log), log);
    }

    private static string SentenceFor(NmStep end) =>
        end.Reason is NmReason.SharedStartFailed or NmReason.SharedFailed
            ? "NetworkManager found nobody to give addresses on the access point. Install dnsmasq-base."
            : $"NetworkManager did not open the access point ({end.State}, {end.Reason}).";

    /// <summary>Without NetworkManager there is nothing to close: what it had opened for us ended with it.</summary>
    private Task RestAsync() => keeper.WhileThereAsync(link => link.AccessPoint.RestAsync(CancellationToken.None));

    /// <summary>One time that the access point is up.</summary>
    private sealed class Activation(BusSignals steps, Stations stations, ILogger log) : IAsyncDisposable
    {
        public async Task EndedAsync(CancellationToken wanted) =>
            Log.AccessPointLost(log, await WifiDevice.UntilEndAsync(steps, wanted));

        public async ValueTask DisposeAsync()
        {
            await stations.DisposeAsync();
            await steps.DisposeAsync();
        }
    }
}
