using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Firstlight.Pages;

/// <summary>
/// The build leaves a small copy beside each large file (<c>index.js.br</c>), made with more patience than a server has: a browser
/// that reads such copies gets that one, under the name it asked for.
/// </summary>
internal sealed class CompressedCopies(IFileProvider files) : IContentTypeProvider
{
    private const string Encoding = "br";
    private const string Suffix = "." + Encoding;

    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>Turns the request to the copy when there is one and the browser takes it.</summary>
    public Task PreferAsync(HttpContext context, RequestDelegate next)
    {
        var copy = context.Request.Path + Suffix;
        if (IsTaken(context.Request) && files.GetFileInfo(copy).Exists)
            context.Request.Path = copy;
        return next(context);
    }

    /// <summary>Says that it is a copy, if it is one.</summary>
    public static void Describe(HttpContext context)
    {
        if (!context.Request.Path.Value!.EndsWith(Suffix, StringComparison.Ordinal))
            return;
        context.Response.Headers.ContentEncoding = Encoding;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
    }

    /// <summary>A copy is of the type of what it is a copy of.</summary>
    public bool TryGetContentType(
        string subpath,
        [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType
    ) =>
        _types.TryGetContentType(
            subpath.EndsWith(Suffix, StringComparison.Ordinal) ? subpath[..^Suffix.Length] : subpath,
            out contentType
        );

    private static bool IsTaken(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(accepted =>
                accepted.Value.Equals(Encoding, StringComparison.OrdinalIgnoreCase) && accepted.Quality is null or > 0
            );
}
