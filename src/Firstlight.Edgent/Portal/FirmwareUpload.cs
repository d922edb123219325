using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Edgent;

/// <summary>The image inside an upload: the first file of a multipart form, whatever its field is called.</summary>
internal static class FirmwareUpload
{
    /// <summary>The file's bytes as they arrive, bounded; null when the body is no multipart form with a file.</summary>
    public static async Task<Stream?> OpenAsync(PortalRequest request, CancellationToken cancellation)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is not { Length: > 0 and <= 70 } boundary
        )
            return null;

        var reader = new MultipartReader(boundary, request.Body)
        {
            BodyLengthLimit = PortalLimits.FirmwareBytesMax,
            HeadersCountLimit = 8,
            HeadersLengthLimit = 2_048,
        };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() == true)
                    return section.Body;
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or ArgumentException)
        {
            return null; // The form is cut off, or its headers are none or too long, or a name cannot be read: no image.
        }

        return null;
    }
}
