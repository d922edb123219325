using System.Net;

namespace Firstlight.Gateway.Door;

/// <summary>The only thing Kestrel listens on: HTTP connections come to it from the gateway, not from a socket of its own.</summary>
/// <param name="name">What the host prints behind "now listening on".</param>
internal sealed class GatewayEndPoint(string name) : EndPoint
{
    public static readonly GatewayEndPoint Unbound = new("gateway");

    public override string ToString() => name;
}
