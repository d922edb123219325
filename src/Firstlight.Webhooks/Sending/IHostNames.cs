using System.Net;

namespace Firstlight.Webhooks;

/// <summary>Finds the addresses of a name.</summary>
internal interface IHostNames
{
    /// <exception cref="System.Net.Sockets.SocketException">It has none, or nobody knows now.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellation);
}

/// <summary>Asks the machine's resolver.</summary>
internal sealed class SystemHostNames : IHostNames
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string name, CancellationToken cancellation) =>
        await Dns.GetHostAddressesAsync(name, cancellation);
}
