using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Firstlight.Workbench.Tests.Peers;

/// <summary>The whole workbench on a free loopback port.</summary>
internal sealed class RunningWorkbench : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RunningWorkbench(WebApplication app, Room room)
    {
        _app = app;
        Room = room;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Room Room { get; }

    public HttpClient Http => _http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RunningWorkbench> StartAsync(
        string? dataFolder = null,
        bool example = true,
        string? trustFile = null,
        string? webFolder = null
    )
    {
        var options = new WorkbenchOptions
        {
            Port = 0,
            DataFolder = dataFolder,
            Example = example,
            TrustFile = trustFile,
            Air = AirTimings.None,
            WebFolder = webFolder,
        };
        var app = WorkbenchHost.Build(options);
        var room = await WorkbenchHost.OpenRoomAsync(app, options, Cancellation);
        await app.StartAsync(Cancellation);
        return new RunningWorkbench(app, room);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        string method,
        string path,
        string? json = null
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, body.Length == 0 ? default : JsonElement.Parse(body));
    }

    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
