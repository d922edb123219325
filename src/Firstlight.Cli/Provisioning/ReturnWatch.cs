using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>
/// Waits for the sign of failure that the cloud cannot see: the device's access point comes back, with the reason in
/// <c>last_error</c>.
/// </summary>
internal sealed class ReturnWatch(AccessPoint accessPoint, int lastErrorBefore, TimeProvider time)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The board's words once it is back; ends only so or by cancellation.</summary>
    public async Task<BoardInfo> WaitAsync(CancellationToken cancellation)
    {
        // Until then the old access point still answers; a question now could disturb the switch.
        await Task.Delay(Timings.SwitchToStation, time, cancellation);
        var wasGone = false;
        while (true)
        {
            var board = await accessPoint.ProbeAsync(cancellation);
            wasGone |= board is null;
            // Firmware that never lowered its access point may still show the error of an earlier attempt.
            if (board is not null && (wasGone || (board.LastError != 0 && board.LastError != lastErrorBefore)))
                return board;
            await Task.Delay(ProbeInterval, time, cancellation);
        }
    }
}
