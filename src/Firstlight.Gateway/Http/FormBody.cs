using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary>The body of a POST that says in a form what others say behind the path.</summary>
internal static class FormBody
{
    public const int BytesMax = 32 * 1024;

    /// <summary>Its text; empty when the body is none.</summary>
    /// <exception cref="BadHttpRequestException">It is too long.</exception>
    public static async ValueTask<string> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!HttpMethods.IsPost(request.Method) || !IsForm(request.ContentType))
            return "";
        var buffer = ArrayPool<byte>.Shared.Rent(BytesMax + 1);
        try
        {
            var read = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, BytesMax + 1),
                BytesMax + 1,
                throwOnEndOfStream: false,
                cancellation
            );
            return read <= BytesMax
                ? Encoding.UTF8.GetString(buffer, 0, read)
                : throw new BadHttpRequestException("The form is too long.", StatusCodes.Status413PayloadTooLarge);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool IsForm(string? contentType) =>
        contentType
            ?.Split(';')[0]
            .Trim()
            .Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        ?? false;
}
