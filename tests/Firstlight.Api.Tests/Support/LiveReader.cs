using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Firstlight.Api.Tests.Support;

/// <summary>Somebody who watches the live events.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private LiveReader(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _items = SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="token">Whose; null for whoever the client is signed in as.</param>
    public static async Task<LiveReader> OpenAsync(HttpClient http, string query = "", string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/live{query}");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new LiveReader(response, await response.Content.ReadAsStreamAsync(Cancellation));
    }

    public async Task<(string Type, JsonNode Data)> NextAsync()
    {
        (await _items.MoveNextAsync().AsTask().WaitAsync(Patience, Cancellation)).ShouldBeTrue();
        return (_items.Current.EventType, JsonNode.Parse(_items.Current.Data)!);
    }

    public async Task<bool> EndsAsync() => !await _items.MoveNextAsync().AsTask().WaitAsync(Patience, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _items.DisposeAsync();
    }
}
