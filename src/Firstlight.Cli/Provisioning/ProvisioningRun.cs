using System.Text.Json;
using Firstlight.Cli.Commands;
using Firstlight.Cli.Output;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>
/// The phone's role, in the phone's order: token first, while the cloud is in sight; then the device; then wait for the
/// cloud to say that it came. The cloud's session is the truth about success, never the access point.
/// </summary>
internal sealed class ProvisioningRun(Call call, ProvisionOptions options)
{
    private readonly TimeProvider _time = call.Surroundings.Time;
    private readonly Stopwatch _busy = new(call.Surroundings.Time);
    private bool _handedOver;

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var byCode = call.Value(options.Code);
        var choice = new NetworkChoice(call, options);
        if (!byCode)
            choice.CheckAnswerable();
        var cloud = call.OpenCloud();
        _busy.Start();
        var session = await CloudSession.StartAsync(
            cloud,
            call.Value(options.Template),
            call.Value(options.Device),
            _time,
            cancellation
        );
        var steps = new StepList(call.Screen, session);
        try
        {
            call.Screen.Line($"Session {session.Id}");
            steps.Tell("token_issued", call.Value(options.ShowToken) ? session.Token : "");
            return byCode
                ? await ShowCodeAndWatchAsync(session, steps, cancellation)
                : await HandOverAndWatchAsync(session, steps, choice, cancellation);
        }
        catch (Exception stopped) when (ShallCancel(stopped, cancellation))
        {
            var cancelled = await session.TryCancelAsync();
            call.Screen.Remark(
                cancelled
                    ? $"(session {session.Id} is cancelled; its token is dead)"
                    : $"(session {session.Id} could not be cancelled: firstlight sessions cancel {session.Id})"
            );
            throw;
        }
    }

    // Before the hand-over a dead attempt helps nobody. Afterwards only a person's Ctrl-C ends it: the device may still come.
    private bool ShallCancel(Exception stopped, CancellationToken cancellation) =>
        !_handedOver || (stopped is OperationCanceledException && cancellation.IsCancellationRequested);

    // The device's own page does the rest, with somebody else's hands.
    private async Task<int> ShowCodeAndWatchAsync(CloudSession session, StepList steps, CancellationToken cancellation)
    {
        _handedOver = true;
        // For a person, also when a program reads the result.
        Action<string> say = call.Json ? call.Screen.Remark : call.Screen.Line;
        say($"Code     {session.Code}");
        say("Join the device's Wi-Fi, open http://192.168.4.1, choose your Wi-Fi and type the code.");
        var tls = session.TlsPort is { } port ? $", {port} with TLS" : "";
        say($"If its page asks for a cloud: {session.Host}, port {session.Port}{tls}.");
        return await WatchAsync(session, stop => session.WatchAsync(steps.Hear, stop), _busy.Elapsed, cancellation);
    }

    private async Task<int> HandOverAndWatchAsync(
        CloudSession session,
        StepList steps,
        NetworkChoice choice,
        CancellationToken cancellation
    )
    {
        var address = await new AccessPointFinder(call, options, _busy).FindAsync(cancellation);
        using var accessPoint = new AccessPoint(address, _time);
        var board = await accessPoint.ReadBoardInfoAsync(cancellation);
        Describe(board, steps);
        await session.TryReportAsync("device_found", null, Summary(board), cancellation);

        IReadOnlyList<WifiScanEntry> networks = choice.NeedsScan
            ? await accessPoint.ScanAsync(board.Dialect, cancellation)
            : [];
        if (networks.Count > 0)
            ScanTable.Show(call.Screen, networks);
        var credentials = await _busy.PausedAsync(() => choice.MakeAsync(networks, cancellation));

        var config = ComposeConfig(session, credentials);
        var confirmed = await accessPoint.ConfigureAsync(config, cancellation);
        _handedOver = true;
        var beforeWatch = _busy.Elapsed;
        steps.Tell(
            "credentials_sent",
            confirmed ? $"network {credentials}" : $"network {credentials}; the answer was lost, it may have taken them"
        );
        var watch = new SessionWatch(steps, session, _time);
        var comesBack = new ReturnWatch(accessPoint, board.LastError, _time);
        return await WatchAsync(session, stop => watch.UntilEndAsync(comesBack, stop), beforeWatch, cancellation);
    }

    private ConfigQuery ComposeConfig(CloudSession session, WifiCredentials credentials)
    {
        var config = new ConfigQuery
        {
            Ssid = credentials.Ssid,
            Password = credentials.Password,
            Token = session.Token,
            Host = session.Host,
            TlsPort = (ushort?)session.TlsPort,
            PlainPort = (ushort?)session.Port,
        };
        if (config.FindFault() is { } fault)
            throw new CommandFailure(
                ExitCodes.Usage,
                $"No device can take these settings: {fault}",
                "Check the network's name and password, and the host and ports the cloud announces."
            );
        if (config.FindClassicCuts() is { Count: > 0 } cuts)
            call.Screen.Remark(
                $"(older firmware cuts long settings; these may not arrive whole: {string.Join(", ", cuts)})"
            );
        return config;
    }

    private async Task<int> WatchAsync(
        CloudSession session,
        Func<CancellationToken, Task<SessionView>> untilEnd,
        TimeSpan beforeWatch,
        CancellationToken cancellation
    )
    {
        var limit = TimeSpan.FromSeconds(call.Value(options.Timeout));
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        var start = _time.GetTimestamp();
        try
        {
            var ended = await untilEnd(either.Token);
            var watch = _time.GetElapsedTime(start);
            var timings = Timings.Of(beforeWatch, watch, session.SinceIssued - ended.StepsSpan);
            return Finish(ended, timings, session);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailure(
                ExitCodes.TimedOut,
                $"The device did not come online within {limit.TotalSeconds:0} s.",
                "Is it powered and near its router? Its session stays open, so it may still come: "
                    + $"firstlight sessions show {session.Id} (or: sessions cancel {session.Id})"
            );
        }
    }

    private int Finish(SessionView session, Timings timings, CloudSession issued)
    {
        if (call.Json)
            call.Screen.WriteJson(
                ProvisioningReport.Of(session, timings, call.Value(options.ShowToken) ? issued.Token : null)
            );
        if (session.ExitCode == ExitCodes.Ok)
        {
            call.Screen.Line($"Device {session.DeviceId} is online. Where the time went:");
            foreach (var line in timings.Lines())
                call.Screen.Line(line);
            return ExitCodes.Ok;
        }

        throw session.Failure is { } failure
            ? new CommandFailure(
                session.ExitCode,
                $"{failure.Text("reason")} ({failure.Text("code")})",
                failure.Text("nextStep")
            )
            : new CommandFailure(
                session.ExitCode,
                $"Session {session.Id} ended as {session.State}.",
                "Start again: firstlight provision"
            );
    }

    private static void Describe(BoardInfo board, StepList steps)
    {
        var name = board.Ssid ?? board.Name ?? board.Board ?? board.Vendor;
        steps.Tell("device_found", $"{name} ({board.TemplateId} {board.FirmwareVersion})");
        if (board.LastError != 0)
            steps.Tell("earlier_error", $"{board.LastError} ({(DeviceErrorCode)board.LastError})");
    }

    private static string Summary(BoardInfo board) =>
        $"{board.Board ?? board.Vendor} ({board.TemplateId}), firmware {board.FirmwareVersion}";
}
