namespace Firstlight.Edgent;

/// <summary>Opens the way to the cloud, within its time.</summary>
internal sealed class Dialler(EdgentOptions options, EdgentPorts ports)
{
    /// <summary>The stream, which is the caller's; or null and why there is none.</summary>
    public async Task<(Stream? Stream, LinkEnd Failure)> DialAsync(CloudAddress address, CancellationToken cancellation)
    {
        Log.Connecting(ports.Log, address.Host, address.Port, address.Tls ? "with TLS" : "without TLS");
        var connection = await OpenAsync(address, cancellation);
        return (connection.Stream, EndOf(connection.Failure));
    }

    private async Task<CloudConnection> OpenAsync(CloudAddress address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Timings.ConnectTimeout, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await ports.Cloud.ConnectAsync(address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return CloudConnection.Failed(CloudFailure.Timeout);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.ConnectFailed(ports.Log, fault);
            return CloudConnection.Failed(CloudFailure.Timeout);
        }
    }

    private static LinkEnd EndOf(CloudFailure failure) =>
        failure switch
        {
            CloudFailure.Dns => LinkEnd.Dns,
            CloudFailure.Tls => LinkEnd.Tls,
            CloudFailure.Refused => LinkEnd.Refused,
            _ => LinkEnd.Timeout,
        };
}
