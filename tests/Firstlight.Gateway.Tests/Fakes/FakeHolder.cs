using System.Net;
using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>Holds a wire to nobody.</summary>
internal sealed class FakeHolder(Action cut, EndPoint? local) : IWireHolder
{
    public void Cut() => cut();

    public EndPoint? FindLocalEndPoint() => local;
}
