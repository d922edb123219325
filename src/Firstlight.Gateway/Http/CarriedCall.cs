using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary>The answer is given by the node that the device lives on.</summary>
internal sealed class CarriedCall(ICallCarrier carrier, NodeId node) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => carrier.CarryAsync(httpContext, node);
}
