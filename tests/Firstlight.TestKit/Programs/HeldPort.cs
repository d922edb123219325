using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Firstlight.TestKit.Programs;

/// <summary>
/// A port of the loopback that is kept for the program of a test: it can listen there, end and listen again, and meanwhile nobody
/// else is given the port, neither who listens at any nor who connects from any.
/// </summary>
/// <remarks>
/// The port is bound and nobody listens. Both sides allow the address to be used again, as .NET and every server here do, so the one
/// is not in the way of the other (socket(7), SO_REUSEADDR).
/// </remarks>
public sealed class HeldPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public HeldPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _socket.Dispose();
}
