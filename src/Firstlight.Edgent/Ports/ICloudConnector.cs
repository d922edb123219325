namespace Firstlight.Edgent;

/// <summary>Opens a byte stream to the cloud.</summary>
public interface ICloudConnector
{
    /// <summary>Connects; the caller cancels after its own time limit and owns the stream.</summary>
    Task<CloudConnection> ConnectAsync(CloudAddress address, CancellationToken cancellation);
}

/// <summary>Where the cloud is.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Tls">True: TLS with <paramref name="Host"/> as the name to verify.</param>
public sealed record CloudAddress(string Host, int Port, bool Tls);

/// <summary>An open stream, or why there is none.</summary>
public sealed record CloudConnection
{
    private CloudConnection() { }

    /// <summary>The stream; null when <see cref="Failure"/> says why not.</summary>
    public Stream? Stream { get; private init; }

    /// <summary>Why there is no stream.</summary>
    public CloudFailure Failure { get; private init; }

    /// <summary>Connected.</summary>
    public static CloudConnection Open(Stream stream) => new() { Stream = stream };

    /// <summary>Not connected.</summary>
    public static CloudConnection Failed(CloudFailure failure) => new() { Failure = failure };
}

/// <summary>Why the cloud was not reached.</summary>
public enum CloudFailure
{
    /// <summary>Nobody answered in time.</summary>
    Timeout,

    /// <summary>The host is there and nobody listens, or the way there is closed.</summary>
    Refused,

    /// <summary>The name has no address.</summary>
    Dns,

    /// <summary>The certificate is not trusted or the handshake failed.</summary>
    Tls,
}
