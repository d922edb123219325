using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary>
/// Where a device's file is read. The address is public, as in the original, and cannot be guessed; a dump has none there,
/// only one for people who may see the device.
/// </summary>
internal sealed class FileAddress(IDeviceFiles files)
{
    public const string Pattern = "/device_uploads/{device:long}/{name}";

    // A browser shows these and runs nothing in them. Everything else is only ever saved.
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.Ordinal)
    {
        [".bmp"] = "image/bmp",
        [".gif"] = "image/gif",
        [".jpeg"] = "image/jpeg",
        [".jpg"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
    };

    public static string Of(DeviceFile file) =>
        file.Kind is DeviceFileKind.Shared
            ? $"/device_uploads/{file.Device}/{file.Name}"
            : $"/api/v1/devices/{file.Device}/files/{file.Name}";

    public async Task ServeAsync(HttpContext context, long device, string name)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        IResult result;
        try
        {
            result = await FindAsync(new DeviceId(device), name, context.RequestAborted);
        }
        catch (StorageUnavailableException)
        {
            result = DeviceAnswer.TryLater();
        }

        await result.ExecuteAsync(context);
    }

    private async Task<IResult> FindAsync(DeviceId device, string name, CancellationToken cancellation)
    {
        if (await files.OpenAsync(device, name, cancellation) is not var (file, content))
            return DeviceAnswer.Error(StatusCodes.Status404NotFound, Messages.NoSuchFile);
        if (file.Kind is DeviceFileKind.Dump)
        {
            await content.DisposeAsync();
            return DeviceAnswer.Error(StatusCodes.Status404NotFound, Messages.NoSuchFile);
        }

        var type = Pictures.GetValueOrDefault(Path.GetExtension(file.Name));
        return TypedResults.Stream(
            content,
            type ?? "application/octet-stream",
            fileDownloadName: type is null ? file.FileName : null,
            lastModified: file.CreatedAt,
            enableRangeProcessing: true
        );
    }
}
