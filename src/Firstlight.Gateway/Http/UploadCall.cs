using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Gateway.Http;

/// <summary>
/// <c>upload</c>: a file from the device, as the part <c>upfile</c> of a form, on disk when the answer leaves. It goes to the
/// disk as it comes; memory holds a buffer. A device has one upload at a time.
/// </summary>
internal sealed class UploadCall(IDeviceFiles files, IOptions<FleetOptions> options)
{
    private const int PartsMax = 8;
    private const int WordBytesMax = 100;
    private const long FormBytesMax = 64 * 1024;
    private const string Dump = "DUMP";

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<DeviceId, byte> _underWay = [];

    public async Task<IResult> ServeAsync(
        IDeviceActions device,
        CallQuery query,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (FindBoundary(request.ContentType) is not { } boundary)
            return DeviceAnswer.Error(Messages.UnknownContentType);
        // Said before the body is asked for: who sends a large one waits for that.
        var bytesMax = options.Value.FileBytesMax + FormBytesMax;
        if (request.ContentLength > bytesMax)
            return DeviceAnswer.Error(StatusCodes.Status413PayloadTooLarge, Messages.TooLarge);
        if (!_underWay.TryAdd(device.Device, 0))
            return DeviceAnswer.TooMany(Messages.OneUpload, Wait);
        try
        {
            var size = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
            if (size is { IsReadOnly: false })
                size.MaxRequestBodySize = bytesMax;
            return await ReadAsync(
                device.Device,
                new MultipartReader(boundary, request.Body),
                query,
                request,
                cancellation
            );
        }
        catch (InvalidDataException)
        {
            return DeviceAnswer.Error(Messages.WrongRequest);
        }
        finally
        {
            _underWay.TryRemove(device.Device, out _);
        }
    }

    private async Task<IResult> ReadAsync(
        DeviceId device,
        MultipartReader form,
        CallQuery query,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        // The firmware that sends dumps says so in front of the file, or behind the path.
        var type = query.Find("type");
        for (var part = 0; part < PartsMax; part++)
        {
            if (await NextAsync(form, cancellation) is not { } section)
                break;
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name == "type")
            {
                type = await ReadWordAsync(section.Body, cancellation);
                continue;
            }

            if (name != "upfile")
                continue;
            var clean = HeaderUtilities.RemoveQuotes(NameOf(disposition)).ToString();
            var kind = type == Dump || clean == "coredump.bin" ? DeviceFileKind.Dump : DeviceFileKind.Shared;
            var saved = await SaveAsync(device, clean, kind, section.Body, cancellation);
            return saved is null
                ? DeviceAnswer.Error(StatusCodes.Status403Forbidden, Messages.TooManyFiles)
                : DeviceAnswer.Text($"{request.Scheme}://{request.Host}{FileAddress.Of(saved)}");
        }

        return DeviceAnswer.Error(Messages.NoFile);
    }

    private async Task<DeviceFile?> SaveAsync(
        DeviceId device,
        string fileName,
        DeviceFileKind kind,
        Stream content,
        CancellationToken cancellation
    )
    {
        try
        {
            return await files.SaveAsync(device, fileName, kind, content, cancellation);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends in the middle of the file.", broken);
        }
    }

    private static Task<MultipartSection?> NextAsync(MultipartReader form, CancellationToken cancellation) =>
        ReadAsync(() => form.ReadNextSectionAsync(cancellation));

    private static async Task<string> ReadWordAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[WordBytesMax];
        var read = await ReadAsync(() =>
            body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).AsTask()
        );
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read).Trim();
    }

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new InvalidDataException("The form ends too soon.", broken);
        }
    }

    private static StringSegment NameOf(ContentDispositionHeaderValue disposition)
    {
        try
        {
            return disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        }
        catch (ArgumentException)
        {
            return disposition.FileName; // The platform's reader of filename* fails on some that are none.
        }
    }

    private static string? FindBoundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 70 } boundary
            ? boundary.ToString()
            : null;
}
