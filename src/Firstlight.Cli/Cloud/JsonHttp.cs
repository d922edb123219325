using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Cli.Commands;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Cloud;

/// <summary>An answer that is not a success, as problem+json describes it.</summary>
internal sealed record Problem(HttpStatusCode Status, string Sentence);

/// <summary>JSON over HTTP to one address: what the cloud and the workbench have in common.</summary>
internal sealed class JsonHttp : IDisposable
{
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions RequestFormat = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;

    public JsonHttp(Uri address, string? accessToken, TrustedRoot? trust = null)
    {
        Address = address;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // A proxy of the company's network cannot see this machine's own ports.
                UseProxy = !address.IsLoopback,
                AllowAutoRedirect = false,
                SslOptions = trust?.ToOptions() ?? new(),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (accessToken is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
    }

    public Uri Address { get; }

    /// <summary>Sends and reads the whole answer; an empty body reads as JSON null.</summary>
    /// <exception cref="HttpRequestException">Nobody answers, or not in time, or not in JSON.</exception>
    public async Task<(JsonElement Body, Problem? Problem)> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellation
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(RequestTimeout);
        using var request = new HttpRequestMessage(method, WebAddress.Below(Address, path));
        if (body is not null)
            request.Content = JsonBody(body);
        try
        {
            using var response = await _http.SendAsync(request, deadline.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            return response.IsSuccessStatusCode
                ? (Parse(bytes), null)
                : (default, new Problem(response.StatusCode, Describe(response.StatusCode, bytes)));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {RequestTimeout.TotalSeconds:0} s", late);
        }
        catch (JsonException malformed)
        {
            throw new HttpRequestException("the answer is not JSON", malformed);
        }
    }

    /// <summary>Opens a stream of server-sent events; the caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> OpenEventsAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, WebAddress.Below(Address, path));
        request.Headers.Accept.Add(new("text/event-stream"));
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Opens an answer that may be long; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, WebAddress.Below(Address, path));
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Sends a request whose address is a path; the caller disposes the answer.</summary>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.RequestUri = WebAddress.Below(Address, request.RequestUri!.OriginalString);
        return await _http.SendAsync(request, cancellation);
    }

    /// <summary>Asks for something that may take long and reads the whole answer, however long it takes.</summary>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string path, CancellationToken cancellation)
    {
        using var response = await _http.PostAsync(WebAddress.Below(Address, path), content: null, cancellation);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    /// <summary>False when it is no JSON object.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out JsonElement answer)
    {
        try
        {
            answer = Parse(body);
            return answer.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            answer = default;
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The sentence of a problem+json body: its detail, else its title, else the status.</summary>
    public static string Describe(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        try
        {
            var problem = Parse(body);
            foreach (var member in (ReadOnlySpan<string>)["detail", "title"])
            {
                if (problem.Text(member) is { Length: > 0 } sentence)
                    return sentence;
            }
        }
        catch (JsonException)
        {
            // Some other server on that port; its status has to do.
            return $"It answered {(int)status}, not as Firstlight does.";
        }

        return $"It answered {(int)status}.";
    }

    // Whole, so that it goes out with its length: some proxies and small servers know no chunks.
    private static ByteArrayContent JsonBody(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, RequestFormat))
        {
            Headers = { ContentType = new("application/json") },
        };

    private static JsonElement Parse(ReadOnlySpan<byte> body) => body.IsEmpty ? default : JsonElement.Parse(body);
}
