using Microsoft.AspNetCore.Http;

namespace Firstlight.Cluster.Calls;

/// <summary>What another node answered: a line of JSON, then the body.</summary>
internal sealed record CarriedAnswer
{
    public required int Status { get; init; }
    public required IReadOnlyDictionary<string, string?[]> Headers { get; init; }

    public static Task<ReadOnlyMemory<byte>> WriteAsync(
        HttpResponse response,
        MemoryStream body,
        CancellationToken cancellation
    )
    {
        body.Position = 0;
        var answer = new CarriedAnswer { Status = response.StatusCode, Headers = CarriedHeaders.Of(response.Headers) };
        return CarriedMessage.WriteAsync(answer, body, cancellation);
    }

    /// <summary>Makes it the answer of this node. False: the message is none, and nothing was written.</summary>
    public static async Task<bool> TryReadAsync(ReadOnlyMemory<byte> message, HttpContext context)
    {
        if (!CarriedMessage.TryRead<CarriedAnswer>(message, out var answer, out var body))
            return false;
        context.Response.StatusCode = answer.Status;
        CarriedHeaders.Put(answer.Headers, context.Response.Headers);
        if (body.Length > 0)
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        return true;
    }
}
