using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Cli.Tests.Peers;

/// <summary>A cloud with one batch that becomes ready as it is looked at, and another whose export breaks off.</summary>
internal sealed class ScriptedMaker : IAsyncDisposable
{
    public const string AccessToken = "access-token-of-the-maker";
    public const string Export = "Number,Device Token\r\n1,secret\r\n";

    private const int BrokenCharacters = 200_000;

    private LoopbackServer? _server;
    private int _made;

    public Uri Address => _server!.Address;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What is waited for before the export of batch 6 breaks off in the middle.</summary>
    public Func<Task> BeforeBreak { get; set; } = () => Task.CompletedTask;

    public JsonNode? LastOrder { get; private set; }

    public JsonNode? LastClaim { get; private set; }

    public static async Task<ScriptedMaker> StartAsync()
    {
        var maker = new ScriptedMaker();
        maker._server = await LoopbackServer.StartAsync(maker.Map);
        return maker;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
                return next();
            }
        );
        var api = app.MapGroup("/api/v1");
        api.MapPost(
            "/static-batches",
            async (HttpRequest request) =>
            {
                LastOrder = await BodyOf(request);
                _made = 0;
                return Results.Json(Batch(), statusCode: 201);
            }
        );
        api.MapGet("/static-batches", () => new { items = (object[])[Batch()] });
        api.MapGet(
            "/static-batches/5",
            () =>
            {
                _made = Math.Min(2_000, _made + 1_000);
                return Batch();
            }
        );
        api.MapPost("/static-batches/5/cancel", Batch);
        api.MapPost("/static-batches/5/export", () => Results.Text(Export));
        api.MapPost(
            "/static-batches/6/export",
            async (HttpContext context) =>
            {
                await context.Response.WriteAsync(new string('x', BrokenCharacters), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await BeforeBreak();
                context.Abort();
            }
        );
        api.MapPost("/static-batches/7/export", () => Results.Problem("There is no batch 7.", statusCode: 404));
        api.MapGet(
            "/static-tokens",
            () =>
                new
                {
                    items = (object[])
                        [
                            new
                            {
                                id = 9,
                                number = 1,
                                state = "Claimed",
                                deviceId = 31,
                            },
                        ],
                }
        );
        api.MapPost("/static-tokens/9/release", () => Results.NoContent());
        api.MapDelete("/static-tokens/9", () => Results.NoContent());
        api.MapPost(
            "/claims",
            async (HttpRequest request) =>
            {
                LastClaim = await BodyOf(request);
                return (string?)LastClaim!["code"] == "wrong"
                    ? Results.Problem("The unit is already claimed.", statusCode: 409)
                    : Results.Json(new { id = 31, name = "Meter" });
            }
        );
    }

    private object Batch() =>
        new
        {
            id = 5,
            name = "Meters",
            templateId = "TMPLthermo01",
            count = 2_000,
            made = _made,
            state = _made == 2_000 ? "Ready" : "Making",
            createdAt = "2026-01-31T12:00:00Z",
        };

    private static async Task<JsonNode?> BodyOf(HttpRequest request) =>
        await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
}
