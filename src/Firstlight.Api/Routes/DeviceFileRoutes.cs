using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Firstlight.Api;

/// <summary>Files that a device sent: pictures, and what its memory held when it crashed.</summary>
internal static class DeviceFileRoutes
{
    private const string AnyFile = "application/octet-stream";

    public static void MapDeviceFiles(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/devices/{id:long}/files").WithTags("Devices").OnlyOwnDevices();
        files
            .MapGet("/", ListAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("Files that the device sent, newest first.")
            .Refuses(404);
        files
            .MapGet("/{name}", DownloadAsync)
            .Requires(Policies.ViewsDevices)
            .WithSummary("A file that the device sent.")
            .Produces<byte[]>(StatusCodes.Status200OK, AnyFile)
            .Refuses(404);
        files
            .MapDelete("/{name}", RemoveAsync)
            .Requires(Policies.ControlsDevices)
            .WithSummary("Remove a file that the device sent; its public address ends.")
            .Refuses(404);
    }

    private static async Task<Results<Ok<Page<DeviceFileAnswer>>, ProblemHttpResult>> ListAsync(
        long id,
        Caller caller,
        IDeviceRegistry registry,
        IDeviceFiles files,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(caller.Organisation, new DeviceId(id), cancellation) is null)
            return Problem.NotFound("device", id);
        var found = await files.ListAsync(new DeviceId(id), cancellation);
        return TypedResults.Ok(new Page<DeviceFileAnswer>([.. found.Select(DeviceFileAnswer.Of)], Next: null));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        long id,
        string name,
        Caller caller,
        IDeviceRegistry registry,
        IDeviceFiles files,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(caller.Organisation, new DeviceId(id), cancellation) is null)
            return Problem.NotFound("device", id);
        return await files.OpenAsync(new DeviceId(id), name, cancellation) is var (file, content)
            ? TypedResults.Stream(content, AnyFile, file.FileName)
            : Problem.NotFound("file", name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        long id,
        string name,
        Caller caller,
        IDeviceRegistry registry,
        IDeviceFiles files,
        CancellationToken cancellation
    )
    {
        if (await registry.FindAsync(caller.Organisation, new DeviceId(id), cancellation) is null)
            return Problem.NotFound("device", id);
        return await files.RemoveAsync(new DeviceId(id), name, cancellation)
            ? TypedResults.NoContent()
            : Problem.NotFound("file", name);
    }
}

/// <param name="Name">What its addresses call it.</param>
/// <param name="FileName">What the device called it.</param>
/// <param name="PublicPath">Where anybody who knows it may read it; null for a dump.</param>
internal sealed record DeviceFileAnswer(
    string Name,
    string FileName,
    DeviceFileKind Kind,
    long Bytes,
    DateTimeOffset CreatedAt,
    string? PublicPath
)
{
    public static DeviceFileAnswer Of(DeviceFile file) =>
        new(
            file.Name,
            file.FileName,
            file.Kind,
            file.Bytes,
            file.CreatedAt,
            file.Kind is DeviceFileKind.Shared ? $"/device_uploads/{file.Device}/{file.Name}" : null
        );
}
