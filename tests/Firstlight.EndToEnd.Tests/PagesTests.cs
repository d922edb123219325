using System.Net;
using System.Net.Http.Headers;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The pages as a browser gets them: from the cloud's own port, and nothing else from the disk.</summary>
public sealed class PagesTests(PagesCloud cloud) : IClassFixture<PagesCloud>
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("app")]
    [InlineData("app/devices/7")]
    [InlineData("app/add?workbench=http%3A%2F%2F127.0.0.1%3A8090")]
    [InlineData("console")]
    [InlineData("console/templates/TMPLthermo01/info.v2")]
    [InlineData("workbench")]
    [InlineData("sign-in")]
    [InlineData("join")]
    public async Task What_the_browser_resolves_is_the_page(string path)
    {
        using var page = await cloud.Http.GetAsync(path, Cancellation);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Cancellation)).ShouldBe(BuiltPages.Index);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        Header(page, "Cache-Control").ShouldBe("no-cache");
        ShouldBeGuarded(page);
    }

    [Theory]
    [InlineData("api", HttpStatusCode.NotFound)]
    [InlineData("api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("api/v1/me", HttpStatusCode.Unauthorized)]
    [InlineData("external/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("openapi/v2.json", HttpStatusCode.NotFound)]
    [InlineData("docs/index.html", HttpStatusCode.OK)]
    [InlineData("set-up", HttpStatusCode.OK)]
    [InlineData("healthz", HttpStatusCode.OK)]
    [InlineData("readyz", HttpStatusCode.OK)]
    [InlineData("assets/index-0ldha5h0.js", HttpStatusCode.NotFound)]
    [InlineData("assets/", HttpStatusCode.NotFound)]
    [InlineData("apple", HttpStatusCode.NotFound)]
    [InlineData("sign-in/elsewhere", HttpStatusCode.NotFound)]
    public async Task What_the_server_answers_is_never_that_page(string path, HttpStatusCode status)
    {
        using var answer = await cloud.Http.GetAsync(path, Cancellation);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotBe(BuiltPages.Index);
    }

    [Theory]
    [InlineData("index.html", "text/html", "no-cache")]
    [InlineData("sw.js", "text/javascript", "no-cache")]
    [InlineData("manifest.webmanifest", "application/manifest+json", "no-cache")]
    [InlineData("icon.svg", "image/svg+xml", "no-cache")]
    [InlineData("assets/index-1a2b3c4d.js", "text/javascript", "public, max-age=31536000, immutable")]
    [InlineData("assets/index-1a2b3c4d.css", "text/css", "public, max-age=31536000, immutable")]
    public async Task A_file_says_what_it_is_and_how_long_it_may_be_kept(string path, string type, string keeping)
    {
        using var file = await cloud.Http.GetAsync(path, Cancellation);

        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        Header(file, "Cache-Control").ShouldBe(keeping);
        ShouldBeGuarded(file);
    }

    [Theory]
    [InlineData("app")]
    [InlineData("console/devices")]
    [InlineData("sign-in")]
    [InlineData("workbench")]
    [InlineData("set-up")]
    [InlineData("docs/index.html")]
    public async Task No_page_runs_a_script_that_was_put_into_it_or_stands_in_a_frame(string path)
    {
        using var page = await cloud.Http.GetAsync(path, Cancellation);

        var policy = Header(page, "Content-Security-Policy")
            .Split("; ")
            .ToDictionary(rule => rule.Split(' ')[0], rule => rule, StringComparer.Ordinal);
        var scripts = policy.GetValueOrDefault("script-src") ?? policy["default-src"];
        // The reader of QR codes is WebAssembly; no text becomes a script.
        scripts.Replace("'wasm-unsafe-eval'", "", StringComparison.Ordinal).ShouldNotContain("unsafe");
        scripts.ShouldNotContain("http:");
        policy["frame-ancestors"].ShouldBe("frame-ancestors 'none'");
        policy["base-uri"].ShouldBe("base-uri 'none'");
        Header(page, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(page, "Referrer-Policy").ShouldBe("no-referrer");
    }

    [Fact]
    public async Task A_script_travels_compressed_and_an_answer_of_the_server_does_not()
    {
        (await EncodingAsync("assets/index-1a2b3c4d.js")).ShouldBe("br");
        (await EncodingAsync("openapi/v1.json")).ShouldBeNull();
    }

    [Theory]
    [InlineData("gzip, br", true)]
    [InlineData("gzip, br;q=0", false)]
    [InlineData("identity", false)]
    public async Task The_copy_that_the_build_compressed_goes_to_browsers_that_read_it(string accepted, bool isCopy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "assets/copied-5e6f7a8b.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await cloud.Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        Header(response, "Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        ShouldBeGuarded(response);
        (response.Content.Headers.ContentEncoding.SingleOrDefault() == "br").ShouldBe(isCopy);
        var body = await response.Content.ReadAsByteArrayAsync(Cancellation);
        body.AsSpan().SequenceEqual(BuiltPages.Compressed()).ShouldBe(isCopy);
    }

    [Fact]
    public async Task A_copy_that_is_still_right_is_not_sent_again()
    {
        using var first = await cloud.Http.GetAsync("sw.js", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "sw.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await cloud.Http.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/%2e%2e%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/assets/%252e%252e/%252e%252e/secret.txt")]
    [InlineData("/app/..%2f..%2fsecret.txt")]
    [InlineData("//secret.txt")]
    [InlineData("/.hidden")]
    [InlineData("/secret.txt%00.js")]
    public async Task Nothing_outside_the_folder_gets_out(string path)
    {
        var answer = await cloud.AskRawAsync(path, Cancellation);

        answer.ShouldStartWith("HTTP/1.1 ");
        answer.ShouldNotContain(BuiltPages.Secret);
        // Under /app the browser resolves the rest, whatever it is; everything else is not there.
        if (!path.StartsWith("/app/", StringComparison.Ordinal))
            answer.ShouldMatch("^HTTP/1.1 40[04] ");
    }

    [Fact]
    public async Task The_root_leads_to_the_app_and_without_pages_to_the_API_page()
    {
        using var scratch = new Scratch();
        await using var bare = await CloudProcess.StartAsync(scratch.Path, Cancellation);

        (await RootAsync(cloud.Http)).ShouldBe("/app");
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = bare.Address,
        };
        (await RootAsync(http)).ShouldBe("/docs");
        using var app = await http.GetAsync("app", Cancellation);
        app.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_folder_without_pages_is_refused_in_a_sentence()
    {
        using var scratch = new Scratch();
        await using var child = Child.StartDotnet(
            Repository.Program("src/Firstlight.Cloud", "Firstlight.Cloud"),
            ["--data", scratch.File("data"), "--web", scratch.Path]
        );

        (await child.WaitForExitAsync(Cancellation)).ShouldNotBe(0);
        child.Output.ShouldContain("holds no built pages");
        child.Output.ShouldNotContain("   at ");
    }

    private async Task<string?> EncodingAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var response = await cloud.Http.SendAsync(request, Cancellation);
        return response.Content.Headers.ContentEncoding.SingleOrDefault();
    }

    private static async Task<string> RootAsync(HttpClient http)
    {
        using var root = await http.GetAsync("", Cancellation);
        root.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return root.Headers.Location!.OriginalString;
    }

    private static void ShouldBeGuarded(HttpResponseMessage response)
    {
        var policy = Header(response, "Content-Security-Policy");
        policy.ShouldStartWith(
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        );
        policy.ShouldContain("connect-src 'self' http://192.168.4.1 http://127.0.0.1:* http://localhost:*; ");
        policy.ShouldContain("frame-ancestors 'none'; base-uri 'none'");
        Header(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(response, "Referrer-Policy").ShouldBe("no-referrer");
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.GetValues(name));
}
