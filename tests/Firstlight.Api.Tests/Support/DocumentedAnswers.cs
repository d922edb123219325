using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Firstlight.Api.Tests.Support;

/// <summary>
/// Stands between every test and the server: an answer of a known route must have a status that the OpenAPI document names, and
/// every refusal must be a problem+json with a code and a sentence.
/// </summary>
public sealed class DocumentedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<string> _faults = new();
    private List<(string[] Segments, JsonObject Operations)>? _routes;

    public IReadOnlyCollection<string> Faults => _faults;

    public void Learn(JsonNode document) =>
        _routes = [
            .. document["paths"]!
                .AsObject()
                .OrderBy(path => path.Key.Count(character => character == '{'))
                .Select(path => (path.Key.Split('/'), path.Value!.AsObject())),
        ];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var name = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var status = ((int)response.StatusCode).ToString();
        var operations = _routes
            ?.FirstOrDefault(route => IsMatch(route.Segments, request.RequestUri.AbsolutePath))
            .Operations;
        if (
            operations?[request.Method.Method.ToLowerInvariant()] is { } operation
            && operation["responses"]![status] is null
        )
            _faults.Enqueue($"{name} answered {status}, which its document does not name");
        if (response.StatusCode >= HttpStatusCode.BadRequest)
            await CheckProblemAsync(name, response, cancellationToken);
        return response;
    }

    private async Task CheckProblemAsync(string name, HttpResponseMessage response, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            _faults.Enqueue($"{name} refused without a problem+json: {(int)response.StatusCode} {text}");
            return;
        }

        var problem = JsonNode.Parse(text)!;
        if (problem["code"] is null || problem["detail"] is null || (int?)problem["status"] != (int)response.StatusCode)
            _faults.Enqueue($"{name} gave an incomplete problem: {text}");
    }

    private static bool IsMatch(string[] template, string path)
    {
        var segments = path.TrimEnd('/').Split('/');
        return segments.Length == template.Length
            && template.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }
}
