using System.Collections.Concurrent;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Http;

/// <summary>
/// <c>data/get</c>: a device's history, as rows with the answer or as a link to a file of them. A device has one at a time,
/// so that what it reads never keeps the readers of others.
/// </summary>
internal sealed class ReportCall(IDeviceDoor door, ReportLinks links, TimeProvider time, ILogger<ReportCall> logger)
{
    private const string Json = "application/json;charset=utf-8";
    private const string Zip = "application/zip";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<DeviceId, byte> _underWay = [];

    public async Task<IResult> ServeAsync(
        IDeviceActions device,
        CallQuery query,
        HttpRequest http,
        CancellationToken cancellation
    )
    {
        if (await device.FindTemplateAsync(cancellation) is not { } template)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        var isOfOne = query.Find("pin") is not null || query.Find("dataStreamId") is not null;
        var (datastream, refusal) = isOfOne ? query.FindDatastream(template) : (null, null);
        if (refusal is not null)
            return refusal;
        var (request, output, wrong) = ReportRequest.Read(
            query,
            device.Device.Value,
            datastream?.Pin.Number,
            time.GetUtcNow()
        );
        if (request is null)
            return wrong!;
        var datastreams = ReportRows.Datastreams(request, template);
        if (datastreams.Count == 0)
            return DeviceAnswer.Error(Messages.WrongReport);
        var rows = new ReportRows(request, device.History);
        if (!await AnyAsync(rows, datastreams, cancellation))
            return DeviceAnswer.Error(StatusCodes.Status500InternalServerError, Messages.NoData);
        if (output is ReportOutput.File)
        {
            var address = $"{http.Scheme}://{http.Host}{links.PathOf(request)}";
            return DeviceAnswer.JsonObject(json => json.WriteString("link", address));
        }

        return Stream(
            device.Device,
            Json,
            fileName: null,
            (body, aborted) => JsonReport.WriteAsync(body, request, rows, datastreams, aborted)
        );
    }

    /// <summary>The file behind a link.</summary>
    public async Task ServeFileAsync(HttpContext context)
    {
        IResult result;
        try
        {
            result = await FindFileAsync(context.Request.Query["key"], context.RequestAborted);
        }
        catch (StorageUnavailableException away)
        {
            Log.StorageAwayForCall(logger, away.Message);
            result = DeviceAnswer.TryLater();
        }

        await result.ExecuteAsync(context);
    }

    private async Task<IResult> FindFileAsync(string? key, CancellationToken cancellation)
    {
        if (
            links.Read(key) is not { } request
            || await door.FindAsync(new DeviceId(request.Device), cancellation) is not { } device
            || await device.FindTemplateAsync(cancellation) is not { } template
        )
            return DeviceAnswer.Error(StatusCodes.Status404NotFound, Messages.NoReport);
        var rows = new ReportRows(request, device.History);
        var datastreams = ReportRows.Datastreams(request, template);
        var name = string.Create(CultureInfo.InvariantCulture, $"device_data_{request.Device}.zip");
        return Stream(
            device.Device,
            Zip,
            name,
            (body, aborted) => ZipReport.WriteAsync(body, request, rows, datastreams, aborted)
        );
    }

    private IResult Stream(
        DeviceId device,
        string contentType,
        string? fileName,
        Func<Stream, CancellationToken, Task> write
    ) =>
        _underWay.TryAdd(device, 0)
            ? new ReportAnswer(contentType, fileName, write, () => _underWay.TryRemove(device, out _), logger)
            : DeviceAnswer.TooMany(Messages.OneReport, Wait);

    private static async Task<bool> AnyAsync(
        ReportRows rows,
        IReadOnlyList<Datastream> datastreams,
        CancellationToken cancellation
    )
    {
        await foreach (var _ in rows.ReadAsync(datastreams, cancellation))
            return true;
        return false;
    }
}
