using Firstlight.Core;
using Firstlight.Storage;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Fleet.Tests.Homes;

/// <summary>Nodes over a real database, with a clock that the test moves.</summary>
public sealed class NodePulseTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Scratch _folder = new();
    private readonly ManualTime _time = new();
    private ServiceProvider _services = null!;
    private INodeStore _nodes = null!;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_time)
            .AddSqliteStorage(_folder.File("firstlight.db"))
            .BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StartAsync(None);
        _nodes = _services.GetRequiredService<INodeStore>();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseDatabaseAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nodes_that_beat_stay()
    {
        var (north, south) = (await RegisterAsync("north"), await RegisterAsync("south"));
        for (var round = 0; round < 20; round++)
            await BeatAsync(north, south);
        (await LivingAsync()).ShouldBe(["north", "south"]);
    }

    [Fact]
    public async Task A_node_that_is_silent_for_too_long_is_gone_for_all_and_learns_it()
    {
        var (north, south, east) = (
            await RegisterAsync("north"),
            await RegisterAsync("south"),
            await RegisterAsync("east")
        );
        await BeatAsync(north, south, east);
        var rounds = 0;
        while ((await LivingAsync()).Contains("east"))
        {
            await BeatAsync(north, south);
            rounds++;
        }

        (NodePulse.Interval * rounds).ShouldBe(NodeWatch.SilenceMax + NodePulse.Interval);
        (await LivingAsync()).ShouldBe(["north", "south"]);
        (await east.BeatAsync(None)).ShouldBeFalse();
        await east.RunAsync(None);
    }

    [Fact]
    public async Task A_pause_that_stopped_everyone_makes_nobody_gone()
    {
        var (north, south) = (await RegisterAsync("north"), await RegisterAsync("south"));
        await BeatAsync(north, south);

        _time.Advance(NodeWatch.SilenceMax * 4);
        (await north.BeatAsync(None)).ShouldBeTrue();
        await BeatAsync(south, north);

        (await LivingAsync()).ShouldBe(["north", "south"]);
    }

    [Fact]
    public async Task Without_the_store_a_node_goes_on_trying()
    {
        var north = await RegisterAsync("north");
        await CloseDatabaseAsync();
        (await north.BeatAsync(None)).ShouldBeTrue();
    }

    private async Task<NodePulse> RegisterAsync(string name) =>
        new(_nodes, await _nodes.RegisterAsync(name, None), _time, NullLogger<NodePulse>.Instance);

    private async Task BeatAsync(params NodePulse[] pulses)
    {
        foreach (var pulse in pulses)
            (await pulse.BeatAsync(None)).ShouldBeTrue();
        _time.Advance(NodePulse.Interval);
    }

    private async Task<IReadOnlyList<string>> LivingAsync() =>
        [.. (await _nodes.ListAsync(None)).Select(node => node.Name)];

    private async Task CloseDatabaseAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(None);
    }
}
