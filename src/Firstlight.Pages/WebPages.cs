using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Firstlight.Pages;

/// <summary>Serves the built pages (<c>web/dist</c>) from the port of the program that they talk to.</summary>
public static class WebPages
{
    private const string Index = "index.html";

    // The build puts a hash of the content into these files' names: another content has another address.
    private const string HashedFiles = "/assets";

    /// <summary>What is wrong with <paramref name="folder"/>, as a sentence; null when it holds built pages.</summary>
    public static string? FindFault(string folder) =>
        File.Exists(Path.Combine(folder, Index))
            ? null
            : $"The folder {folder} holds no built pages (no {Index}). Build them with web/build.sh.";

    /// <summary>Adds what <see cref="MapWebPages"/> needs.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services) =>
        services.AddResponseCompression(compression =>
        {
            // Safe over TLS: these files are the same for everyone and hold no secret that a length could betray.
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });

    /// <summary>
    /// Serves every file of <paramref name="folder"/> that no other route of the program answers, and the page itself under
    /// each of <paramref name="routes"/>: those the browser resolves. Anything else stays "not found". Call it after all other
    /// doors.
    /// </summary>
    public static void MapWebPages(this WebApplication app, string folder, params IReadOnlyList<string> routes)
    {
        var provider = new PhysicalFileProvider(folder);
        var copies = new CompressedCopies(provider);
        var files = new StaticFileOptions
        {
            FileProvider = provider,
            ContentTypeProvider = copies,
            OnPrepareResponse = file =>
            {
                Describe(file.Context);
                CompressedCopies.Describe(file.Context);
            },
        };
        app.UseWhen(
            context => context.GetEndpoint() is null,
            branch => branch.Use(copies.PreferAsync).UseResponseCompression().UseStaticFiles(files)
        );

        var page = Path.Combine(folder, Index);
        foreach (var route in routes)
            app.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, page))
                .AllowAnonymous()
                .ExcludeFromDescription();
    }

    private static Task SendAsync(HttpContext context, string page)
    {
        Describe(context);
        return Results.File(page, "text/html; charset=utf-8").ExecuteAsync(context);
    }

    private static void Describe(HttpContext context)
    {
        PageHeaders.Apply(context.Response.Headers);
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments(
            HashedFiles,
            StringComparison.Ordinal
        )
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }
}
