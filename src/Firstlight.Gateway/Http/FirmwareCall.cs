using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Gateway.Http;

/// <summary>
/// Where devices fetch firmware. The answer keeps to what updaters in the field need: 200, a length, no chunks, digests in headers; and ranges
/// for those that go on where they were cut off.
/// </summary>
internal static class FirmwareCall
{
    public const string Path = "/static/fw/{name}.bin";

    private const int RetryAfterSeconds = 5;

    public static async Task ServeAsync(HttpContext context, string name)
    {
        try
        {
            var downloads = context.RequestServices.GetRequiredService<IFirmwareDownloads>();
            var link = context.Request.Query["token"];
            if (await downloads.FindAsync(name, link.Count == 1 ? link[0] : null, context.RequestAborted) is { } update)
                await ServeAsync(context, update, downloads);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (StorageUnavailableException away) when (!context.Response.HasStarted)
        {
            var logger = context
                .RequestServices.GetRequiredService<ILoggerFactory>()
                .CreateLogger(typeof(FirmwareCall));
            Log.StorageAwayForFirmware(logger, away.Message);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task ServeAsync(HttpContext context, DueUpdate update, IFirmwareDownloads downloads)
    {
        // The result closes it.
        var image = downloads.Open(update);
        var isFetched = HttpMethods.IsGet(context.Request.Method);
        if (isFetched)
            await downloads.NoteBegunAsync(update, context.RequestAborted);
        Describe(context.Response.Headers, update.File);
        var result = TypedResults.Stream(
            image,
            "application/octet-stream",
            entityTag: new EntityTagHeaderValue($"\"{update.File.StoredName}\""),
            enableRangeProcessing: true
        );
        await result.ExecuteAsync(context);
        if (isFetched && !context.RequestAborted.IsCancellationRequested && HasLastByte(context.Response, update.File))
            await downloads.NoteEndedAsync(update, CancellationToken.None);
    }

    private static void Describe(IHeaderDictionary headers, FirmwareFile file)
    {
        headers.CacheControl = "no-store";
        headers["X-SHA256"] = file.Sha256;
        headers["X-MD5"] = file.Md5;
        headers["X-FW-Type"] = file.Type;
        headers["X-FW-Ver"] = file.Version;
        headers["X-FW-Build"] = file.Build ?? "";
    }

    private static bool HasLastByte(HttpResponse response, FirmwareFile file) =>
        response.StatusCode switch
        {
            StatusCodes.Status200OK => true,
            StatusCodes.Status206PartialContent => response.GetTypedHeaders().ContentRange?.To == file.Bytes - 1,
            _ => false,
        };
}
