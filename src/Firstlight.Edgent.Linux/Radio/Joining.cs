using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>Joins one network and watches over it until it is left.</summary>
/// <param name="keeper">Where NetworkManager is found.</param>
/// <param name="beside">The access point that has to be on the network's channel; null: none has.</param>
/// <param name="log">What happened.</param>
/// <param name="lost">Hears that the network is gone.</param>
internal sealed class Joining(LinkKeeper keeper, AccessPointHost? beside, ILogger log, Action lost) : IAsyncDisposable
{
    /// <summary>
    /// A fresh look misses a router now and then: it listens to each channel for a moment only. Two in a row seldom do.
    /// </summary>
    private const int LooksMax = 2;

    private StepWatch? _watch;

    public async Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation)
    {
        await StopWatchingAsync();
        var link = await keeper.CurrentAsync(cancellation);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, link.Manager.Ended);
        var device = link.Station;
        await device.RestAsync(either.Token);
        await LeftoverProfiles.RemoveAsync(link.Manager, Profiles.NetworkId, either.Token);
        var (heard, mayHide) = await LookForAsync(device, request.Ssid, either.Token);
        if (heard is null && !mayHide)
        {
            Log.NotInTheAir(log, request.Ssid);
            return JoinResult.NotFound;
        }

        var steps = await device.StepsAsync(either.Token);
        var result = JoinResult.Timeout;
        try
        {
            if (beside is not null)
                await beside.FollowAsync(heard is null ? null : RadioChannel.Of(heard), either.Token);
            await using var refusals = new PasswordRefusals(link.Manager.Bus, device.Name, log);
            await refusals.Listening.WaitAsync(either.Token);
            result = await ActivateAsync(device, request, heard, steps, refusals.Certain, either.Token);
            return result;
        }
        finally
        {
            if (result == JoinResult.Joined)
            {
                _watch = new StepWatch(steps, TellLoss);
            }
            else
            {
                await steps.DisposeAsync();
                await RestAsync();
                if (beside is not null)
                    await beside.ReturnAsync(RadioChannel.Usual, CancellationToken.None);
            }
        }
    }

    public async Task LeaveAsync()
    {
        await StopWatchingAsync();
        await RestAsync();
    }

    /// <summary>What is joined stays so; nobody watches it any more.</summary>
    public async ValueTask DisposeAsync() => await StopWatchingAsync();

    private async Task<JoinResult> ActivateAsync(
        WifiDevice device,
        JoinRequest request,
        AirNetwork? heard,
        BusSignals steps,
        CancellationToken refused,
        CancellationToken cancellation
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, refused);
        try
        {
            var profile = Profiles.OfNetwork(request, device.Name, heard);
            var course = await device.ActivateAsync(profile, endsWithUs: false, steps, either.Token);
            var result = JoinOutcomes.Of(course, request);
            Log.JoinEnded(log, result, course[^1].State, course[^1].Reason);
            return result;
        }
        catch (BusErrorException refusal) when (JoinOutcomes.OfRefusal(refusal, request) is { } result)
        {
            Log.SettingsRefused(log, refusal.Words);
            return result;
        }
        catch (OperationCanceledException)
            when (refused.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            Log.PasswordRefused(log, request.Ssid);
            return JoinResult.WrongPassword;
        }
    }

    /// <summary>The network as it is heard now, the strongest of that name; or whether one that hides may be it.</summary>
    private static async Task<(AirNetwork? Heard, bool MayHide)> LookForAsync(
        WifiDevice device,
        string ssid,
        CancellationToken cancellation
    )
    {
        var air = await device.ListAsync(cancellation);
        for (var look = 0; ; look++)
        {
            if (air.Where(one => one.IsNamed(ssid)).MaxBy(one => one.Strength) is { } heard)
                return (heard, false);
            if (look > 0 && air.Any(one => one.IsHidden))
                return (null, true); // NetworkManager asks for it by name again and again.
            if (look == LooksMax)
                return (null, false);
            air = await device.ScanAsync(ssid, cancellation);
        }
    }

    /// <summary>Nothing of a failed attempt goes on, and no profile of it stays.</summary>
    private Task RestAsync() =>
        keeper.WhileThereAsync(async link =>
        {
            await link.Station.RestAsync(CancellationToken.None);
            await LeftoverProfiles.RemoveAsync(link.Manager, Profiles.NetworkId, CancellationToken.None);
        });

    private async Task StopWatchingAsync()
    {
        if (_watch is not { } watch)
            return;
        _watch = null;
        await watch.DisposeAsync();
    }

    private void TellLoss(string why)
    {
        Log.NetworkLost(log, why);
        lost();
    }
}
