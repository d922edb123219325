using System.Collections.Concurrent;
using Firstlight.Cluster.Rabbit;
using Firstlight.Core;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster.Tests.Rabbit;

/// <summary>Nodes on one broker, each made as a host makes it, and what they log.</summary>
internal sealed class RabbitNodes(Uri address) : IAsyncDisposable, ILoggerProvider
{
    private readonly List<ServiceProvider> _hosts = [];
    private readonly ConcurrentQueue<string> _lines = new();

    public string Logged => string.Join('\n', _lines);

    public async Task<IBackbone> JoinAsync(NodeId node, RabbitOptions? options = null)
    {
        var backbone = await StartAsync(node, options);
        await ConnectedAsync(backbone);
        return backbone;
    }

    public async Task<IBackbone> StartAsync(NodeId node, RabbitOptions? options = null)
    {
        var host = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(this))
            .AddRabbitBackbone(_ => node, options ?? new RabbitOptions { Address = address })
            .BuildServiceProvider();
        _hosts.Add(host);
        foreach (var service in host.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return host.GetRequiredService<IBackbone>();
    }

    /// <summary>Stops it as its host does.</summary>
    public static async Task LeaveAsync(IBackbone backbone) =>
        await ((RabbitBackbone)backbone).StopAsync(CancellationToken.None);

    public static Task ConnectedAsync(params IBackbone[] nodes) =>
        Until.TrueAsync(() => nodes.All(node => node.IsConnected), "the nodes are connected", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    void IDisposable.Dispose() { }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Lines(_lines);

    private sealed class Lines(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
