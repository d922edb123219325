using System.Net;
using System.Text;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary><c>upload</c>: a file from the device, and its address.</summary>
public sealed class UploadTests
{
    [Fact]
    public async Task A_file_is_kept_and_the_answer_is_its_address_as_text()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await SendAsync(host, Form(("upfile", "photo.png", "pixels")));
        var address = await TextAsync(answer);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        address.ShouldBe($"http://127.0.0.1:{host.Port}/device_uploads/42/c0ffee0.png");

        using var http = host.Http();
        using var file = await http.GetAsync(new Uri(address).PathAndQuery, TestContext.Current.CancellationToken);
        (await TextAsync(file)).ShouldBe("pixels");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
    }

    [Theory]
    [InlineData("page.html")]
    [InlineData("drawing.svg")]
    [InlineData("anything")]
    public async Task What_is_no_picture_is_only_ever_saved_by_a_browser(string name)
    {
        await using var host = await GatewayHost.StartAsync();
        var address = new Uri(await TextAsync(await SendAsync(host, Form(("upfile", name, "<script>")))));
        using var http = host.Http();
        using var file = await http.GetAsync(address.PathAndQuery, TestContext.Current.CancellationToken);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_dump_is_kept_and_has_no_public_address(bool isSaidInForm)
    {
        await using var host = await GatewayHost.StartAsync();
        using var form = Form(("upfile", "core.bin", "memory"));
        using var said = new MultipartFormDataContent { { new StringContent("DUMP"), "type" } };
        foreach (var part in form)
            said.Add(part);
        var answer = isSaidInForm ? await SendAsync(host, said) : await SendAsync(host, form, "&type=DUMP");
        (await TextAsync(answer)).ShouldEndWith("/api/v1/devices/42/files/c0ffee0.bin");
        host.Files.Kept.ShouldHaveSingleItem().File.Kind.ShouldBe(DeviceFileKind.Dump);
        using var http = host.Http();
        using var file = await http.GetAsync("/device_uploads/42/c0ffee0.bin", TestContext.Current.CancellationToken);
        file.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task When_there_is_no_room_the_answer_is_the_documented_one()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Files.IsFull = true;
        var answer = await SendAsync(host, Form(("upfile", "a.png", "x")));
        await answer.ShouldRefuseAsync("File uploads limit has been reached.", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_file_may_be_larger_than_other_bodies_but_not_without_end()
    {
        await using var host = await GatewayHost.StartAsync();
        (await SendAsync(host, Form(("upfile", "a", new string('x', 4_000_000))))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        var answer = await SendAsync(host, Form(("upfile", "a", new string('x', 6_000_000))));
        await answer.ShouldRefuseAsync("The request is too large.", HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("application/json", "{}", "Unknown content type.")]
    [InlineData("multipart/form-data", "x", "Unknown content type.")]
    [InlineData("multipart/form-data; boundary=b", "", "Wrong request format.")]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"upfile\"\r\n\r\nhalf",
        "Wrong request format."
    )]
    [InlineData(
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n",
        "No upfile provided."
    )]
    public async Task What_is_no_form_with_a_file_is_refused(string contentType, string body, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        await (await PostAsync(host, $"upload?{T}", body, contentType)).ShouldRefuseAsync(message);
    }

    [Fact]
    public async Task A_device_has_one_upload_at_a_time()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Files.Gate = new TaskCompletionSource();
        var first = SendAsync(host, Form(("upfile", "a", "1")));
        await GatewayHost.UntilAsync(() => host.Files.Kept.Count == 1, "the first is being kept");
        var second = await SendAsync(host, Form(("upfile", "b", "2")));
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull();
        host.Files.Gate.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static MultipartFormDataContent Form(params (string Part, string Name, string Text)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (part, name, text) in parts)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), part, name);
        return form;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        GatewayHost host,
        MultipartFormDataContent form,
        string words = ""
    )
    {
        using var http = host.Http();
        // As curl does with large bodies: what is refused unread is not sent, and its answer not lost.
        http.DefaultRequestHeaders.ExpectContinue = true;
        return await http.PostAsync($"/external/api/upload?{T}{words}", form, TestContext.Current.CancellationToken);
    }
}
