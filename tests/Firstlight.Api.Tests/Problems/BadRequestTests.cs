using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Problems;

public sealed class BadRequestTests(SharedApi shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "body_missing")]
    [InlineData("null", "body_missing")]
    [InlineData("{", "malformed_json")]
    [InlineData("{\"name\":", "malformed_json")]
    [InlineData("{\"name\":\"a\",}", "malformed_json")]
    [InlineData("{\"name\":\"a\"} x", "malformed_json")]
    [InlineData("[]", "malformed_json")]
    [InlineData("7", "malformed_json")]
    [InlineData("name=a", "malformed_json")]
    [InlineData("{\"name\":\"\\ud800\"}", "invalid_name")]
    [InlineData("{\"name\":[]}", "invalid_name")]
    [InlineData("{\"name\":{\"a\":{}}}", "invalid_name")]
    [InlineData("{\"offlineAfterSeconds\":\"90\"}", "invalid_offlineAfterSeconds")]
    [InlineData("{\"offlineAfterSeconds\":1e99}", "invalid_offlineAfterSeconds")]
    [InlineData("{\"connectionType\":\"Pigeon\"}", "invalid_connectionType")]
    [InlineData("{\"id\":\"<script>\",\"name\":\"a\"}", "invalid_id")]
    public async Task What_is_not_the_right_JSON_is_named(string body, string code)
    {
        using var response = await shared.Api.SendTextAsync(HttpMethod.Post, "/api/v1/templates", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ApiUnderTest.JsonOf(response);
        ((string?)problem["code"]).ShouldBe(code);
        ((string?)problem["detail"]).ShouldNotBeNull().ShouldNotContain("System.");
    }

    [Fact]
    public async Task Invalid_UTF8_is_malformed()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await shared.Api.Http.PostAsync("/api/v1/templates", content, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Endless_nesting_is_malformed()
    {
        var deep = "{\"name\":" + new string('[', 100_000) + new string(']', 100_000) + "}";

        using var response = await shared.Api.SendTextAsync(HttpMethod.Post, "/api/v1/templates", deep);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_415(string contentType)
    {
        using var content = new StringContent("{}", Encoding.UTF8, contentType);

        using var response = await shared.Api.Http.PostAsync("/api/v1/templates", content, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe("wrong_content_type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_megabytes_are_413_and_the_server_goes_on(bool announced)
    {
        // By hand: most clients notice only that the server closes while they still send.
        var address = shared.Api.Address;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, Cancellation);
        var stream = tcp.GetStream();
        var length = announced ? "Content-Length: 10485760" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/v1/templates HTTP/1.1\r\nHost: x\r\n{length}\r\nContent-Type: application/json\r\n"
                    + $"Authorization: {shared.Api.Http.DefaultRequestHeaders.Authorization}\r\n\r\n"
            ),
            Cancellation
        );
        if (!announced)
            await SendChunksAsync(stream);

        var answer = new byte[4_096];
        var count = await stream.ReadAtLeastAsync(answer, 200, throwOnEndOfStream: false, Cancellation);

        var text = Encoding.ASCII.GetString(answer, 0, count);
        text.ShouldStartWith("HTTP/1.1 413 ");
        text.ShouldContain("application/problem+json");
        text.ShouldContain("body_too_large");
        (await shared.Api.GetAsync("/api/v1/me")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_sends_all_of_it_before_it_reads_gets_to_see_the_413(bool announced)
    {
        var body = Encoding.ASCII.GetBytes("{\"name\":\"" + new string('x', 10 * 1024 * 1024) + "\"}");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/templates")
            {
                Content = new ByteArrayContent(body),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TransferEncodingChunked = !announced;
            using var response = await shared.Api.Http.SendAsync(request, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_just_under_the_limit_is_read(bool announced)
    {
        var body = Encoding.ASCII.GetBytes("{\"unknown\":\"" + new string('x', 1024 * 1024 - 14) + "\"}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/templates")
        {
            Content = new ByteArrayContent(body),
        };
        body.Length.ShouldBe(1024 * 1024);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = !announced;

        using var response = await shared.Api.Http.SendAsync(request, Cancellation);

        ((string?)(await ApiUnderTest.JsonOf(response))["field"]).ShouldBe("name");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "no_such_address")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "no_such_address")]
    [InlineData("GET", "/api/v2/devices", HttpStatusCode.NotFound, "no_such_address")]
    [InlineData("DELETE", "/api/v1/devices", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("GET", "/api/v1/sign-in", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PATCH", "/api/v1/live", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task What_does_not_exist_is_said_in_the_same_form(
        string method,
        string path,
        HttpStatusCode status,
        string code
    )
    {
        using var response = await shared.Api.SendAsync(new HttpMethod(method), path);

        response.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe(code);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    // Two megabytes in pieces, unless the server has had enough before.
    private static async Task SendChunksAsync(NetworkStream stream)
    {
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        try
        {
            for (var sent = 0; sent < 32; sent++)
                await stream.WriteAsync(chunk, Cancellation);
        }
        catch (IOException)
        {
            // Closed in our face: the answer is on its way already.
        }
    }
}
