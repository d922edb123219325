using Firstlight.Core;
using Firstlight.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Calls;

/// <summary>
/// Carries a call to another node as it came, with its sign-in, and answers as that one does: it is judged there once more. A call is carried once: when its device
/// has moved on meanwhile, the caller is asked to repeat it.
/// </summary>
internal sealed class CallCarrier(IBackbone backbone, IServiceScopeFactory scopes, ILogger<CallCarrier> logger)
    : ICallCarrier,
        IHostedService
{
    /// <summary>What a call is to the backbone.</summary>
    public const string Subject = "http.call";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly object Carried = new();

    private IDisposable? _serving;

    /// <summary>What answers a call here; set when the application is built.</summary>
    public RequestDelegate Pipeline { get; set; } = static _ => throw new InvalidOperationException("Not built yet.");

    public async Task CarryAsync(HttpContext context, NodeId node)
    {
        if (context.Items.ContainsKey(Carried))
        {
            AskToRepeat(context);
            return;
        }

        ReadOnlyMemory<byte> request;
        try
        {
            request = await CarriedRequest.WriteAsync(context);
        }
        catch (MessageTooLongException)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var answer = await backbone.AskAsync(node, Subject, request, Patience, context.RequestAborted);
        switch (answer.Outcome)
        {
            case BackboneOutcome.Answered when await CarriedAnswer.TryReadAsync(answer.Body, context):
                return;
            case BackboneOutcome.NotTaken:
                AskToRepeat(context);
                return;
            default:
                context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
                return;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _serving = backbone.Serve(Subject, ServeAsync);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _serving?.Dispose();
        return Task.CompletedTask;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ServeAsync(
        NodeId asker,
        ReadOnlyMemory<byte> request,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellation };
        context.Response.Body = body;
        context.Items[Carried] = true;
        if (!CarriedRequest.TryRead(request, context))
        {
            Log.CallNotUnderstood(logger, asker.Value);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else
        {
            await Pipeline(context);
            await context.Response.CompleteAsync();
        }

        return await CarriedAnswer.WriteAsync(context.Response, body, cancellation);
    }

    /// <summary>Nothing was done.</summary>
    private static void AskToRepeat(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "1";
    }
}
