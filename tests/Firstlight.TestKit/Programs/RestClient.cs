using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Firstlight.TestKit.Programs;

/// <summary>The REST door as a script outside would use it: plain JSON, no types of ours.</summary>
public sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;

    private RestClient(HttpClient http) => _http = http;

    public HttpClient Http => _http;

    /// <summary>Signs a person in: the first owner when nobody is named.</summary>
    public static async Task<RestClient> SignInAsync(
        CloudProcess cloud,
        CancellationToken cancellation,
        string email = CloudProcess.OwnerEmail,
        string password = CloudProcess.OwnerPassword
    )
    {
        var api = new RestClient(new HttpClient { BaseAddress = cloud.Address, Timeout = TimeSpan.FromSeconds(60) });
        var answer = await api.PostAsync("api/v1/sign-in", new { email, password }, HttpStatusCode.OK, cancellation);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            answer["accessToken"]!.GetValue<string>()
        );
        return api;
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(path, cancellation);
        return await ReadAsync(response, HttpStatusCode.OK, cancellation);
    }

    public async Task<JsonNode> PostAsync(
        string path,
        object body,
        HttpStatusCode expected,
        CancellationToken cancellation
    )
    {
        using var response = await _http.PostAsJsonAsync(path, body, cancellation);
        return await ReadAsync(response, expected, cancellation);
    }

    public async Task<JsonNode> PutAsync(string path, object body, CancellationToken cancellation)
    {
        using var response = await _http.PutAsJsonAsync(path, body, cancellation);
        return await ReadAsync(response, HttpStatusCode.OK, cancellation);
    }

    public async Task<string> CreateTemplateAsync(string name, CancellationToken cancellation)
    {
        var template = await PostAsync("api/v1/templates", new { name }, HttpStatusCode.Created, cancellation);
        var id = template["id"]!.GetValue<string>();
        await PostAsync(
            $"api/v1/templates/{id}/datastreams",
            new
            {
                name = "Temperature",
                pin = 0,
                type = "Double",
                min = -40,
                max = 125,
                unit = "°C",
            },
            HttpStatusCode.Created,
            cancellation
        );
        await PostAsync(
            $"api/v1/templates/{id}/datastreams",
            new
            {
                name = "Set Temperature",
                pin = 1,
                type = "Double",
                min = 5,
                max = 30,
                defaultValue = "20",
                syncOnConnect = true,
            },
            HttpStatusCode.Created,
            cancellation
        );
        await PostAsync(
            $"api/v1/templates/{id}/datastreams",
            new
            {
                name = "Note",
                pin = 2,
                type = "String",
            },
            HttpStatusCode.Created,
            cancellation
        );
        return id;
    }

    /// <summary>A device made by hand: its id and token.</summary>
    public async Task<(long Id, string Token)> CreateDeviceAsync(
        string template,
        string name,
        CancellationToken cancellation
    )
    {
        var body = new { templateId = template, name };
        var made = await PostAsync("api/v1/devices", body, HttpStatusCode.Created, cancellation);
        return (made["id"]!.GetValue<long>(), made["token"]!.GetValue<string>());
    }

    /// <summary>The values of every history point of a pin, oldest first, page by page.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync(long device, int pin, CancellationToken cancellation)
    {
        var all = new List<string>();
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await GetAsync(
                $"api/v1/devices/{device}/datastreams/{pin}/history?limit=10000{next}",
                cancellation
            );
            all.AddRange(page["items"]!.AsArray().Select(point => point!["value"]!.ToString()));
            cursor = page["next"]?.GetValue<string>();
        } while (cursor is not null);
        return all;
    }

    public Task<JsonNode> StartSessionAsync(object body, CancellationToken cancellation) =>
        PostAsync("api/v1/provisioning/sessions", body, HttpStatusCode.Created, cancellation);

    public Task<JsonNode> SessionAsync(long id, CancellationToken cancellation) =>
        GetAsync($"api/v1/provisioning/sessions/{id}", cancellation);

    /// <summary>Every device of the account, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllDevicesAsync(CancellationToken cancellation)
    {
        var all = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(
                $"api/v1/devices?limit=1000&cursor={Uri.EscapeDataString(cursor ?? "")}",
                cancellation
            );
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["next"]?.GetValue<string>();
        } while (cursor is not null);
        return all;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(
        HttpResponseMessage response,
        HttpStatusCode expected,
        CancellationToken cancellation
    )
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        response.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
