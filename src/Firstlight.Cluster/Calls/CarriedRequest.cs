using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Firstlight.Cluster.Calls;

/// <summary>A call on its way to another node: a line of JSON, then the body as it came.</summary>
internal sealed record CarriedRequest
{
    public required string Method { get; init; }
    public required string Scheme { get; init; }
    public required string Host { get; init; }
    public required string Path { get; init; }
    public required string Query { get; init; }
    public string? Remote { get; init; }
    public required IReadOnlyDictionary<string, string?[]> Headers { get; init; }

    public static async Task<ReadOnlyMemory<byte>> WriteAsync(HttpContext context)
    {
        var request = context.Request;
        var carried = new CarriedRequest
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "",
            Path = request.Path.Value ?? "",
            Query = request.QueryString.Value ?? "",
            Remote = context.Connection.RemoteIpAddress?.ToString(),
            Headers = CarriedHeaders.Of(request.Headers),
        };
        if (request.Body.CanSeek)
            request.Body.Position = 0; // Somebody looked into it already.
        return await CarriedMessage.WriteAsync(carried, request.Body, context.RequestAborted);
    }

    /// <summary>Makes <paramref name="context"/> the call. False: the message is none.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> message, HttpContext context)
    {
        if (!CarriedMessage.TryRead<CarriedRequest>(message, out var carried, out var body))
            return false;
        var request = context.Request;
        request.Method = carried.Method;
        request.Scheme = carried.Scheme;
        request.Host = new HostString(carried.Host);
        request.Path = carried.Path;
        request.QueryString = new QueryString(carried.Query);
        CarriedHeaders.Put(carried.Headers, request.Headers);
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        request.ContentLength = body.Length;
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyOfKnownLength(body.Length));
        context.Connection.RemoteIpAddress = IPAddress.TryParse(carried.Remote, out var remote) ? remote : null;
        return true;
    }

    private sealed class BodyOfKnownLength(int length) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => length > 0;
    }
}
