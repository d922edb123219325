using System.Reflection;
using Firstlight.Pages;

namespace Firstlight.Cloud;

/// <summary>Pages: set-up of the first owner, which the server brings itself, and the built ones, when there are any.</summary>
internal static class PageRoutes
{
    // Nothing but the page itself: no frames, no foreign scripts, no address handed on.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    // What the browser resolves by itself. Everything else of these pages is a file.
    private static readonly string[] Routes =
    [
        "/app/{**rest}",
        "/console/{**rest}",
        "/workbench",
        "/sign-in",
        "/sign-up",
        "/forgot-password",
        "/reset-password",
    ];

    /// <param name="app">The host, all other doors mapped.</param>
    /// <param name="webFolder">The built pages; null: none, and the root shows the API page.</param>
    public static void MapPages(this WebApplication app, string? webFolder)
    {
        var setUp = ReadPage("set-up.html");
        app.MapGet(
                "/set-up",
                (HttpContext context) =>
                {
                    context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                    context.Response.Headers["Referrer-Policy"] = "no-referrer";
                    context.Response.Headers.CacheControl = "no-store";
                    return TypedResults.Text(setUp, "text/html; charset=utf-8");
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        var home = webFolder is null ? "/docs" : "/app";
        app.MapGet("/", () => TypedResults.Redirect(home)).AllowAnonymous().ExcludeFromDescription();
        if (webFolder is not null)
            app.MapWebPages(webFolder, Routes);
    }

    private static string ReadPage(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"Firstlight.Cloud.Pages.{name}")
            ?? throw new InvalidOperationException($"The page {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
