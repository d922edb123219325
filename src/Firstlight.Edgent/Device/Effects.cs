namespace Firstlight.Edgent;

/// <summary>Does what the machine decided, through the ports. Long work goes into slots; its end comes back as an event.</summary>
internal sealed class Effects(
    EdgentOptions options,
    EdgentPorts ports,
    ScanMemory scans,
    Inbox inbox,
    PortalBoard board,
    Portal portal,
    CloudFace cloud,
    CloudAttempt cloudAttempt,
    CodeTrade codeTrade,
    FirmwareDownload download,
    string accessPointName
)
{
    private readonly Slot _attempt = new();
    private readonly Slot[] _timers = [new(), new(), new()];
    private int _networkLosses;

    /// <summary>Network losses noticed so far, on any thread.</summary>
    public int NetworkLosses => Volatile.Read(ref _networkLosses);

    /// <summary>The radio noticed a loss; counted before the event is posted, so that a join that is just ending sees it.</summary>
    public void CountNetworkLoss() => Interlocked.Increment(ref _networkLosses);

    /// <summary>Does one thing. The answer is what happened by itself, at once; null for nothing.</summary>
    public async Task<EdgentEvent?> DoAsync(Effect effect, CancellationToken power)
    {
        switch (effect)
        {
            case Effect.StartTimer timer:
                await _timers[(int)timer.Kind].StartAsync(stop => RingAsync(timer, stop), power);
                break;
            case Effect.StopTimer(var kind):
                await _timers[(int)kind].StopAsync();
                break;
            case Effect.StopAttempt:
                await _attempt.StopAsync();
                break;
            case Effect.Join join:
                await _attempt.StartAsync(stop => JoinAsync(join, stop), power);
                break;
            case Effect.Trade trade:
                await _attempt.StartAsync(stop => TradeAsync(trade, stop), power);
                break;
            case Effect.Connect connect:
                await _attempt.StartAsync(stop => ConnectAsync(connect, stop), power);
                break;
            case Effect.Download(var url):
                Log.UpdateOrdered(ports.Log);
                await _attempt.StartAsync(stop => DownloadAsync(url, stop), power);
                break;
            case Effect.Save(var config):
                return await SaveAsync(config, power);
            case Effect.RaiseAccessPoint:
                return await RaiseAccessPointAsync(power);
            case Effect.LowerAccessPoint:
                board.AccessPointIsUp = false;
                await ports.Radio.LowerAccessPointAsync(power);
                break;
            case Effect.ShowLight(var pattern):
                ports.Light.Show(pattern);
                break;
            case Effect.Failed(var code):
                Log.SetupFailed(ports.Log, (int)code, code);
                break;
            case Effect.AnnounceUpdate:
                await cloud.LogEventAsync("sys_ota", "OTA started");
                break;
        }

        return null;
    }

    /// <summary>First login since power-up.</summary>
    public async Task IntroduceAsync(string uid, string? updatedFrom)
    {
        await cloud.SetMetadataAsync("Device UID", uid);
        await cloud.SetMetadataAsync("Hotspot Name", accessPointName);
        if (updatedFrom is not null)
            await cloud.LogEventAsync("sys_ota", $"Firmware updated from {updatedFrom} to {options.FirmwareVersion}");
    }

    /// <summary>Power is gone: nothing goes on.</summary>
    public async Task StopAsync()
    {
        board.AccessPointIsUp = false;
        await _attempt.StopAsync();
        foreach (var timer in _timers)
            await timer.StopAsync();
    }

    private async Task RingAsync(Effect.StartTimer timer, CancellationToken stop)
    {
        await Task.Delay(timer.IsSpread ? Spread(timer.After) : timer.After, ports.Time, stop);
        await inbox.ReportAsync(new EdgentEvent.TimerFired(timer.Kind, timer.Number), stop);
    }

    private async Task JoinAsync(Effect.Join join, CancellationToken stop)
    {
        await PauseAsync(join.Pause, stop);
        var ssid = join.Config.Ssid;
        Log.Joining(ports.Log, ssid);
        var lossesBefore = NetworkLosses;
        var result = JoinResult.Timeout;
        using var patience = new CancellationTokenSource(options.Timings.NetworkTry, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            result = await ports.Radio.JoinAsync(
                new JoinRequest
                {
                    Ssid = ssid,
                    Password = join.Config.Password,
                    HostName = accessPointName.Replace(' ', '-'),
                    Address = join.Config.Address,
                },
                either.Token
            );
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            // A network that keeps silent.
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.RadioFailed(ports.Log, fault);
        }

        Log.Joined(ports.Log, ssid, result);
        await inbox.ReportAsync(new EdgentEvent.JoinEnded(join.Attempt, result, scans.Saw(ssid), lossesBefore), stop);
    }

    private async Task TradeAsync(Effect.Trade trade, CancellationToken stop)
    {
        await PauseAsync(trade.Pause, stop);
        var (token, end) = await codeTrade.RunAsync(trade, stop);
        Log.CodeTraded(ports.Log, token is null ? end : null);
        EdgentEvent happened = token is null
            ? new EdgentEvent.LinkEnded(trade.Attempt, end)
            : new EdgentEvent.CodeTraded(trade.Attempt, token);
        await inbox.ReportAsync(happened, stop);
    }

    private async Task ConnectAsync(Effect.Connect connect, CancellationToken stop)
    {
        await PauseAsync(connect.Pause, stop);
        var (end, redirected) = await cloudAttempt.RunAsync(connect, stop);
        Log.LinkEnded(ports.Log, end);
        await inbox.ReportAsync(new EdgentEvent.LinkEnded(connect.Attempt, end, redirected), stop);
    }

    private async Task DownloadAsync(string url, CancellationToken stop)
    {
        var installed = false;
        try
        {
            installed = await download.RunAsync(url, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            Log.UpdateFailed(ports.Log, fault);
        }

        Log.UpdateEnded(ports.Log, installed);
        await inbox.ReportAsync(new EdgentEvent.UpdateEnded(installed), stop);
    }

    private async Task<EdgentEvent?> SaveAsync(EdgentConfig config, CancellationToken power)
    {
        try
        {
            await ports.Store.SaveAsync(config, power);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.StoreFailed(ports.Log, fault);
            return new EdgentEvent.StoreFailed();
        }
    }

    private async Task<EdgentEvent?> RaiseAccessPointAsync(CancellationToken power)
    {
        try
        {
            await ports.Radio.LeaveAsync(power);
            await scans.LookAsync(power);
            var accessPoint = new AccessPoint(accessPointName, Portal.Address, Portal.HostName, options.CaptivePortal);
            board.AccessPointIsUp = true;
            await ports.Radio.RaiseAccessPointAsync(accessPoint, portal, power);
            if (ports.Radio.Facts.HasAccessPoint)
                Log.AccessPointOpen(ports.Log, accessPointName);
            return null;
        }
        catch (Exception fault) when (!power.IsCancellationRequested)
        {
            board.AccessPointIsUp = false;
            Log.AccessPointFailed(ports.Log, fault);
            return new EdgentEvent.AccessPointFailed();
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        pause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Spread(pause), ports.Time, stop);

    /// <summary>Half to the whole of the pause, by chance: devices that failed together do not come back together.</summary>
    private TimeSpan Spread(TimeSpan pause)
    {
        Span<byte> chance = stackalloc byte[2];
        ports.Entropy.Fill(chance);
        return pause * (0.5 + (BitConverter.ToUInt16(chance) / (2.0 * ushort.MaxValue)));
    }
}
