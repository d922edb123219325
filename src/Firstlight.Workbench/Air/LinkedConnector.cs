using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>The way to the cloud through the room's air: nothing passes while the router is off or has no internet.</summary>
internal sealed class LinkedConnector(VirtualRadio radio, ICloudConnector wire, AirTimings timings, TimeProvider time)
    : ICloudConnector
{
    public async Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation)
    {
        if (!radio.HasInternet)
        {
            await Task.Delay(timings.NoAnswer, time, cancellation);
            return CloudConnection.Failed(CloudFailure.Timeout);
        }

        var connection = await wire.ConnectAsync(address, cancellation);
        if (connection.Stream is not { } stream)
            return connection;
        var linked = new LinkedStream(stream, radio);
        if (radio.TryTie(linked))
            return CloudConnection.Open(linked);
        await linked.DisposeAsync();
        return CloudConnection.Failed(CloudFailure.Timeout);
    }
}
