using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>
/// Watches two things at once: the cloud's session, which knows of success, and the device's access point, whose return
/// means failure and is reported to the session.
/// </summary>
internal sealed class SessionWatch(StepList steps, CloudSession session, TimeProvider time)
{
    private static readonly TimeSpan ReportAgain = TimeSpan.FromSeconds(1);

    private const string BackWithoutReason = "the access point came back without naming an error";

    /// <exception cref="OperationCanceledException">Time is up, or a person stopped it.</exception>
    public async Task<SessionView> UntilEndAsync(ReturnWatch returnWatch, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await session.TryReportAsync("credentials_sent", null, null, cancellation);
        var cloud = session.WatchAsync(steps.Hear, ended.Token);
        var air = ReportReturnAsync(returnWatch, ended.Token);
        try
        {
            return await cloud;
        }
        finally
        {
            await ended.CancelAsync();
            await air.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReportReturnAsync(ReturnWatch returnWatch, CancellationToken cancellation)
    {
        var board = await returnWatch.WaitAsync(cancellation);
        // Some firmware forgets the reason on its way back into set-up mode. That it failed is certain all the same.
        var (code, detail) =
            board.LastError == 0
                ? ((int)DeviceErrorCode.NetworkGeneric, BackWithoutReason)
                : (board.LastError, (string?)null);
        steps.Tell("device_reported_error", $"in set-up mode, error {code}", label: "device is back");
        while (!await session.TryReportAsync("device_reported_error", code, detail, cancellation))
            await Task.Delay(ReportAgain, time, cancellation);
    }
}
