using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>Asks connected devices for a sign of life.</summary>
internal sealed class Pings(Roster roster, TimeProvider time, IOptions<FleetOptions> options)
{
    public async Task<PingResult> PingAsync(DeviceId device, CancellationToken cancellation)
    {
        if (roster.Find(device) is not { } session)
            return new PingResult(PingState.NotConnected);
        using var patience = new CancellationTokenSource(options.Value.PingPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var begun = time.GetTimestamp();
        try
        {
            return await session.Link.PingAsync(both.Token)
                ? new PingResult(PingState.Answered, time.GetElapsedTime(begun))
                : new PingResult(PingState.NotPossible);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PingResult(PingState.NoAnswer);
        }
    }
}
