using System.Reflection;

namespace Firstlight.Cloud;

/// <summary>The one page the server brings itself: set-up of the first owner.</summary>
internal static class PageRoutes
{
    // Nothing but the page itself: no frames, no foreign scripts, no address handed on.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void MapPages(this WebApplication app)
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
        app.MapGet("/", () => TypedResults.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
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
