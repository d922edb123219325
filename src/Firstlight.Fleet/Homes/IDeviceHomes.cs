using Firstlight.Core;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Fleet;

/// <summary>Where calls about a device belong: its twin, its connection and the order of its writes are there.</summary>
public interface IDeviceHomes
{
    /// <summary>
    /// The other node that the device lives on. Null: this one, from now on if it lived nowhere; also for a device that does not exist.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<NodeId?> FindElsewhereAsync(DeviceId device, CancellationToken cancellation);
}

/// <summary>Carries HTTP calls between nodes. Not there where there is one node only.</summary>
public interface ICallCarrier
{
    /// <summary>
    /// Answers with what <paramref name="node"/> answers; with 503 when it cannot be reached and nothing was done, and with 504 when it does not answer in time and nobody knows what
    /// was done.
    /// </summary>
    Task CarryAsync(HttpContext context, NodeId node);
}
