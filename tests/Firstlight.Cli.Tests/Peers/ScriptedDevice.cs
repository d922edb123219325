using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Peers;

/// <summary>A device in set-up mode. What happens after it took its settings is the test's script.</summary>
internal sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly TaskCompletionSource _missed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;

    public Uri Address => _server!.Address;

    /// <summary>False: connections break, as in an empty air.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Somebody looked for it while it was away.</summary>
    public Task Missed => _missed.Task;

    public int LastError { get; set; }

    public ConcurrentQueue<IQueryCollection> Configurations { get; } = new();

    public Func<ScriptedDevice, Task> AfterConfiguration { get; set; } = _ => Task.CompletedTask;

    public bool RefusesConfiguration { get; set; }

    public static async Task<ScriptedDevice> StartAsync()
    {
        var device = new ScriptedDevice();
        device._server = await LoopbackServer.StartAsync(device.Map);
        return device;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                if (IsUp)
                    return next();
                context.Abort();
                _missed.TrySetResult();
                return Task.CompletedTask;
            }
        );
        app.MapGet(
            "/board_info.json",
            () =>
                Results.Text(
                    $$"""{"board":"Thermostat","tmpl_id":"TMPLthermo01","fw_ver":"1.2.0","ssid":"Blynk Thermostat-1W7R","last_error":{{LastError}}}""",
                    "application/json"
                )
        );
        app.MapGet(
            "/wifi_scan.json",
            () =>
                Results.Text(
                    """[{"ssid":"Home","rssi":-50,"sec":"WPA2","ch":6},{"ssid":"Café","rssi":-70,"sec":"OPEN","ch":36}]""",
                    "application/json"
                )
        );
        app.MapGet("/config", Configure);
    }

    private IResult Configure(HttpRequest request)
    {
        if (RefusesConfiguration)
            return Results.Json(new { status = "error", msg = "Configuration invalid" }, statusCode: 500);
        Configurations.Enqueue(request.Query);
        LastError = 0;
        Script = AfterConfiguration(this);
        return Results.Json(new { status = "ok", msg = "Trying to connect..." });
    }

    /// <summary>The script that runs; a fault in it is the test's fault.</summary>
    public Task Script { get; private set; } = Task.CompletedTask;
}
