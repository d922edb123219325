using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Api.Tests.Rights;

namespace Firstlight.Api.Tests.Support;

/// <summary>Somebody who sends files in pieces, as tus 1.0.0 says it.</summary>
/// <param name="cloud">Where to.</param>
/// <param name="token">Who.</param>
/// <param name="organisation">Acting in which organisation; null for one's own.</param>
public sealed class Uploader(WholeCloud cloud, string token, long? organisation = null)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<string> CodeOf(HttpResponseMessage response) =>
        (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["code"]!;

    /// <summary>Where a new upload's pieces go.</summary>
    public async Task<string> StartAsync(long length)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", Text(length)));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return response.Headers.Location!.OriginalString;
    }

    /// <summary>How much of it is there.</summary>
    public async Task<long> OffsetAsync(string upload)
    {
        using var response = await SendAsync(HttpMethod.Head, upload);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return long.Parse(response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    public async Task<HttpResponseMessage> AppendAsync(
        string upload,
        long offset,
        byte[] piece,
        string type = "application/offset+octet-stream"
    )
    {
        using var content = new ByteArrayContent(piece) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await SendAsync(HttpMethod.Patch, upload, content, ("Upload-Offset", Text(offset)));
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        params (string Name, string Value)[] headers
    ) => SendAsync(method, path, content: null, headers);

    /// <summary>A piece on a connection of its own, of which only the beginning is sent.</summary>
    public async Task<Socket> AppendPartlyAsync(string upload, long offset, long length, byte[] beginning)
    {
        var address = cloud.Http.BaseAddress!;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
        var head =
            $"PATCH {upload} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n"
            + $"Content-Type: application/offset+octet-stream\r\nUpload-Offset: {offset}\r\nContent-Length: {length}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        await socket.SendAsync(beginning, Cancellation);
        return socket;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (organisation is { } below)
            request.Headers.Add("Firstlight-Organisation", Text(below));
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await cloud.Http.SendAsync(request, Cancellation);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
