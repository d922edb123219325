using System.Net;

namespace Firstlight.Gateway.Door;

/// <summary>What holds the connection below a <see cref="Wire"/>.</summary>
internal interface IWireHolder
{
    /// <summary>Ends it at once, from any thread, as often as one likes.</summary>
    void Cut();

    /// <summary>Where the caller reached us; null when nobody knows any more. It is asked for rarely.</summary>
    EndPoint? FindLocalEndPoint();
}
