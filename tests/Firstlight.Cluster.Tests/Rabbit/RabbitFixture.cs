using Firstlight.TestKit.Programs;

[assembly: AssemblyFixture(typeof(Firstlight.Cluster.Tests.Rabbit.RabbitFixture))]

namespace Firstlight.Cluster.Tests.Rabbit;

/// <summary>One broker for the tests that let it live; started by the first.</summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RabbitProcess>> _server = new(() => RabbitProcess.StartAsync(CancellationToken.None));

    public Task<RabbitProcess> ServerAsync() => _server.Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
