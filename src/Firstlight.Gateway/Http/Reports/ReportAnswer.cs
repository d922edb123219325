using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Http;

/// <summary>An answer that is written while it is read, with how it begins already known: there is something to write.</summary>
/// <param name="contentType">What it is.</param>
/// <param name="fileName">What a browser calls it when it saves it; null for an answer that is read at once.</param>
/// <param name="write">Writes it, and ends early only by a fault.</param>
/// <param name="done">Called when it has left, or could not.</param>
internal sealed class ReportAnswer(
    string contentType,
    string? fileName,
    Func<Stream, CancellationToken, Task> write,
    Action done,
    ILogger logger
) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = contentType;
        if (fileName is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        try
        {
            await write(response.Body, httpContext.RequestAborted);
        }
        catch (StorageUnavailableException away)
        {
            // Half of it has left: only a broken connection still tells the reader that it is not whole.
            Log.ReportBroken(logger, away);
            httpContext.Abort();
        }
        finally
        {
            done();
        }
    }
}
