using Microsoft.AspNetCore.Http;

namespace Firstlight.Pages;

/// <summary>What a browser may do with our pages.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Scripts only from here, none inline; the reader of QR codes is WebAssembly, which needs a word of its own. Styles may be inline: the component library sets them on elements. Besides its own
    /// server a page talks to a device's access point (<c>192.168.4.1</c>, fixed in firmware) and to the workbench.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self' http://192.168.4.1 http://127.0.0.1:* http://localhost:*; "
        + "frame-ancestors 'none'; base-uri 'none'; worker-src 'self'; manifest-src 'self'";

    public static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
