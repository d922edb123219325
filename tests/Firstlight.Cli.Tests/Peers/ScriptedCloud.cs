using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Peers;

/// <summary>A cloud that answers from a script: one account, one template, sessions that end as the test says.</summary>
internal sealed class ScriptedCloud : IAsyncDisposable
{
    public const string AccessToken = "access-token-of-the-test";
    public const string DeviceToken = "abcdefghijklmnopqrstuvwxyz012345";
    public const string DeviceCode = "ABCD-1230";
    public const string Password = "correct horse";

    private readonly Lock _gate = new();
    private readonly JsonArray _steps = [];
    private LoopbackServer? _server;
    private string _state = "Pending";
    private JsonObject? _failure;

    public Uri Address => _server!.Address;

    /// <summary>Every request that came, such as <c>POST /api/v1/sign-in</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Every report, as its body.</summary>
    public ConcurrentQueue<JsonNode> Reports { get; } = new();

    public JsonNode? LastBody { get; private set; }

    /// <summary>What a device that reports an error brings about.</summary>
    public Func<int, (string Reason, string NextStep)> Explain { get; init; } =
        code => ($"Reason of {code}.", $"Next step of {code}.");

    /// <param name="certificate">Speaks TLS with it; null: plain HTTP.</param>
    public static async Task<ScriptedCloud> StartAsync(X509Certificate2? certificate = null)
    {
        var cloud = new ScriptedCloud();
        cloud._server = await LoopbackServer.StartAsync(cloud.Map, certificate);
        return cloud;
    }

    /// <summary>The device came: the session succeeds.</summary>
    public void Activate()
    {
        lock (_gate)
        {
            if (_state != "Pending")
                return;
            AddStep("device_seen");
            AddStep("activated");
            _state = "Succeeded";
        }
    }

    public string State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.Use(
            async (context, next) =>
            {
                Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                var open = context.Request.Path.Value!.EndsWith("/sign-in", StringComparison.Ordinal);
                if (!open && context.Request.Headers.Authorization != $"Bearer {AccessToken}")
                    await Problem(401, "Sign in first.").ExecuteAsync(context);
                else
                    await next();
            }
        );
        var api = app.MapGroup("/api/v1");
        api.MapPost("/sign-in", SignIn);
        api.MapGet("/templates", () => new[] { new { id = "TMPLthermo01", name = "Thermostat" } });
        api.MapGet("/templates/TMPLthermo01", () => new { id = "TMPLthermo01", name = "Thermostat" });
        api.MapGet("/templates/{id}", (string id) => Problem(404, $"There is no template {id}."));
        api.MapPost("/templates", () => Problem(409, "A template of that name exists."));
        api.MapGet(
            "/devices",
            () =>
                new
                {
                    items = new[]
                    {
                        new
                        {
                            id = 7,
                            name = "Bad \u001b[31mname",
                            online = true,
                        },
                    },
                    next = "cursor-2",
                }
        );
        api.MapPost(
            "/devices",
            () =>
                Results.Json(
                    new
                    {
                        id = 8,
                        name = "Attic",
                        token = DeviceToken,
                    },
                    statusCode: 201
                )
        );
        api.MapGet(
            "/devices/7/datastreams",
            () =>
                new[]
                {
                    new
                    {
                        pin = 0,
                        name = "temperature",
                        value = 21.5,
                    },
                }
        );
        api.MapPut(
            "/devices/7/datastreams/{pin}",
            async (HttpRequest request) =>
            {
                LastBody = await JsonNode.ParseAsync(
                    request.Body,
                    cancellationToken: request.HttpContext.RequestAborted
                );
                return Results.Json(new { delivered = true });
            }
        );
        api.MapGet("/devices/500", () => Results.StatusCode(503));
        api.MapGet("/devices/403", () => Problem(403, "You may not see this device."));
        api.MapPost("/provisioning/sessions", StartSession);
        api.MapGet("/provisioning/sessions/41", ReadSession);
        api.MapPost("/provisioning/sessions/41/reports", Report);
        api.MapPost("/provisioning/sessions/41/cancel", Cancel);
        api.MapGet(
            "/live",
            () =>
                Results.Text(
                    "event: device.online\ndata: {\"deviceId\":7}\n\nevent: datastream\ndata: {\"pin\":\"V0\"}\n\n",
                    "text/event-stream"
                )
        );
    }

    private static async Task<IResult> SignIn(HttpRequest request)
    {
        var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        return (string?)body!["password"] == Password
            ? Results.Json(new { accessToken = AccessToken })
            : Problem(401, "Wrong e-mail address or password.");
    }

    private async Task<IResult> StartSession(HttpRequest request)
    {
        LastBody = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
        lock (_gate)
            AddStep("token_issued");
        var session = new
        {
            id = 41,
            token = DeviceToken,
            code = DeviceCode,
            deviceId = 7,
            host = "127.0.0.1",
            port = 8080,
            tlsPort = 8443,
        };
        return Results.Json(session, statusCode: 201);
    }

    private IResult ReadSession()
    {
        lock (_gate)
        {
            var session = new JsonObject
            {
                ["id"] = 41,
                ["state"] = _state,
                ["deviceId"] = 7,
                ["steps"] = _steps.DeepClone(),
                ["failure"] = _failure?.DeepClone(),
            };
            return Results.Text(session.ToJsonString(), "application/json");
        }
    }

    private async Task<IResult> Report(HttpRequest request)
    {
        var report = (await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted))!;
        Reports.Enqueue(report);
        lock (_gate)
        {
            if (_state != "Pending")
                return Problem(409, "The session has ended.");
            AddStep((string)report["step"]!);
            if ((int?)report["errorCode"] is { } code)
            {
                var (reason, nextStep) = Explain(code);
                _failure = new JsonObject
                {
                    ["code"] = code,
                    ["reason"] = reason,
                    ["nextStep"] = nextStep,
                };
                _state = "Failed";
            }
        }

        return Results.Json(new { });
    }

    private IResult Cancel()
    {
        lock (_gate)
        {
            _state = "Cancelled";
            return Results.Json(new { id = 41, state = _state });
        }
    }

    private void AddStep(string name) =>
        _steps.Add(
            (JsonNode)new JsonObject { ["name"] = name, ["at"] = TimeProvider.System.GetUtcNow().ToString("O") }
        );

    private static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);
}
