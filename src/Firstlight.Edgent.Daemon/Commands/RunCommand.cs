using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>The service: chooses its version, opens the board, is the device, and serves programs at the bridge.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(
        string file,
        IReadOnlyList<string> words,
        Surroundings surroundings,
        CancellationToken stopped
    )
    {
        var (config, problems) = ConfigReader.ReadFile(file);
        if (config is null)
        {
            foreach (var problem in problems)
                Log.CannotStart(surroundings.Log, problem.In(file));
            return ExitCodes.Configuration;
        }

        try
        {
            using var versions = await Versions.ChooseAsync(config, words, surroundings.Log, stopped);
            return await LiveAsync(config, versions, surroundings, stopped);
        }
        catch (BoardUnavailableException missing)
        {
            Log.CannotStart(surroundings.Log, missing.Message);
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            Log.Stopped(surroundings.Log);
            return ExitCodes.Ok;
        }
    }

    private static async Task<int> LiveAsync(
        DaemonConfig config,
        Versions versions,
        Surroundings surroundings,
        CancellationToken stopped
    )
    {
        var (time, log, product) = (surroundings.Time, surroundings.Log, versions.Describe(config.Product));
        Log.Starting(log, product.TemplateName, product.TemplateId, product.FirmwareVersion, product.Connection);
        using var power = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var exit = ExitCodes.Ok;
        void End(int code)
        {
            exit = code;
            power.Cancel();
        }

        await using var service = ServiceNotifier.Open(time, log);
        var settings = config.Board with { End = End, Slots = versions.Slots };
        await using var board = await LinuxBoard.OpenAsync(settings, time, log, stopped);
        await using var bridge = BridgeServer.Open(config with { Product = product }, time, log);
        var device = Build(product, board, bridge, versions);
        var modes = new ModeAnnouncer(device, bridge, service);
        var bridged = new BridgedDevice(device, settings.Network == BoardNetwork.Wired);
        Task[] work =
        [
            device.RunAsync(power.Token),
            bridge.RunAsync(bridged, power.Token),
            modes.RunAsync(power.Token),
            KeepTrialAsync(versions, device, board, time, power.Token),
        ];
        await service.ReadyAsync();
        service.KeepAlive(new LoopProbe(device, power.Token).Answers);
        await Task.WhenAny(work);
        await power.CancelAsync(); // One that fails ends the others, too.
        await Task.WhenAll(work);
        await service.StoppingAsync();
        Log.Stopped(log);
        return exit;
    }

    /// <summary>Everything that the cloud writes goes to the programs; their values of before come again at each login.</summary>
    private static EdgentDevice Build(
        EdgentOptions product,
        LinuxBoard board,
        BridgeServer bridge,
        Versions versions
    ) =>
        new EdgentBuilder(product)
            .OnOtherPins(
                (pin, value, _) =>
                {
                    bridge.TellValue(pin, value);
                    return ValueTask.CompletedTask;
                }
            )
            .OnConnected(versions.ProveAsync)
            .OnConnected(async cloud => await cloud.SyncAllAsync())
            .Build(board.Ports);

    /// <summary>
    /// A version on trial that does not log in in time gives way to the one before it, unless the device has no settings yet. Lasts as long as the
    /// power does.
    /// </summary>
    private static async Task KeepTrialAsync(
        Versions versions,
        EdgentDevice device,
        LinuxBoard board,
        TimeProvider time,
        CancellationToken power
    )
    {
        try
        {
            await versions.Slots.KeepTrialAsync(() => device.AwaitsFirstSetup, board.Ports.Restart, time, power);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, power);
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            // The service ends.
        }
    }
}
