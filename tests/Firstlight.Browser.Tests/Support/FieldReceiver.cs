using System.Collections.Concurrent;
using System.Net;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A receiver of webhooks on this machine that answers as the scenario says.</summary>
internal sealed class FieldReceiver : IAsyncDisposable
{
    private readonly HeldPort _port = new();
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _got = [];
    private readonly Task _serving;

    public FieldReceiver()
    {
        Url = $"http://127.0.0.1:{_port}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>The headers of every request, as lines.</summary>
    public IReadOnlyList<string> Got => [.. _got];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _port.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            foreach (var name in context.Request.Headers.AllKeys)
                _got.Enqueue($"{name}: {context.Request.Headers[name]}");
            context.Response.StatusCode = (int)Status;
            await context.Response.OutputStream.WriteAsync("Thank you"u8.ToArray(), CancellationToken.None);
            context.Response.Close();
        }
    }
}
