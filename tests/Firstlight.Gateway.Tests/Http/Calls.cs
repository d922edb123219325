using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Firstlight.Gateway.Tests.Fakes;

namespace Firstlight.Gateway.Tests.Http;

/// <summary>Calls of the device HTTPS API over a socket of their own.</summary>
internal static class Calls
{
    public const string T = "token=" + FakeDoor.Known;

    public static async Task<HttpResponseMessage> GetAsync(GatewayHost host, string call)
    {
        using var http = host.Http();
        return await http.GetAsync("/external/api/" + call, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpResponseMessage> PostAsync(
        GatewayHost host,
        string call,
        string body,
        string contentType = "application/json"
    )
    {
        using var http = host.Http();
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await http.PostAsync("/external/api/" + call, content, TestContext.Current.CancellationToken);
    }

    public static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static async Task ShouldAnswerAsync(this HttpResponseMessage answer, string body)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(body));
        (await TextAsync(answer)).ShouldBe(body);
    }

    public static async Task ShouldRefuseAsync(
        this HttpResponseMessage answer,
        string message,
        HttpStatusCode status = HttpStatusCode.BadRequest
    )
    {
        (await TextAsync(answer)).ShouldBe($$$"""{"error":{"message":"{{{message}}}"}}""");
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }
}
