using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>Opens the access point by NetworkManager: on the interface that is for it, or on a virtual one that is there only as long as it is open.</summary>
internal sealed class AccessPointOpener(
    LinkKeeper keeper,
    SharedRadio? shared,
    TimeProvider time,
    ILogger log,
    Action<int> counted
)
{
    private static readonly TimeSpan ActivationPatience = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">It cannot be opened.</exception>
    public async Task<OpenAccessPoint> OpenAsync(
        AccessPoint accessPoint,
        RadioChannel channel,
        CancellationToken cancellation
    )
    {
        var link = await keeper.CurrentAsync(cancellation);
        using var patience = new CancellationTokenSource(ActivationPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var device = shared is null ? link.AccessPoint : await shared.OpenAsync(link.Manager, either.Token);
        await device.RestAsync(either.Token);
        await LeftoverProfiles.RemoveAsync(link.Manager, Profiles.AccessPointId, either.Token);
        var steps = await device.StepsAsync(either.Token);
        try
        {
            var profile = Profiles.OfAccessPoint(accessPoint, device.Name, channel, shared?.Address);
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

        return new OpenAccessPoint(steps, Stations.Begin(link.Manager.Bus, device.Name, counted, log), log);
    }

    /// <summary>Without NetworkManager there is nothing to close: what it had opened for us ended with it.</summary>
    public async Task CloseAsync()
    {
        if (shared is null)
            await keeper.WhileThereAsync(link => link.AccessPoint.RestAsync(CancellationToken.None));
        else
            await shared.CloseAsync(CancellationToken.None);
    }

    private static string SentenceFor(NmStep end) =>
        end.Reason is NmReason.SharedStartFailed or NmReason.SharedFailed
            ? "NetworkManager found nobody to give addresses on the access point. Install dnsmasq-base."
            : $"NetworkManager did not open the access point ({end.State}, {end.Reason}).";
}

/// <summary>One time that the access point is up.</summary>
internal sealed class OpenAccessPoint(BusSignals steps, Stations stations, ILogger log) : IAsyncDisposable
{
    /// <summary>Done when it is up no more.</summary>
    public async Task EndedAsync(CancellationToken kept) =>
        Log.AccessPointLost(log, await WifiDevice.UntilEndAsync(steps, kept));

    public async ValueTask DisposeAsync()
    {
        await stations.DisposeAsync();
        await steps.DisposeAsync();
    }
}
