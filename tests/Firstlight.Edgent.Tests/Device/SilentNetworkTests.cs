using Firstlight.Edgent.Tests.Fakes;

namespace Firstlight.Edgent.Tests.Device;

/// <summary>A router that is in the air and answers nobody.</summary>
public sealed class SilentNetworkTests : IDisposable
{
    private readonly DeviceBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_is_given_fifty_seconds_and_then_the_next_network_has_its_turn()
    {
        var stored = new EdgentConfig
        {
            Valid = true,
            Ssid = "home",
            Token = DeviceBench.Token,
            Others = KnownNetworks.Of([new KnownNetwork("office", "", null)]),
        };
        await _bench.SaveAsync(stored, TestContext.Current.CancellationToken);
        _bench.Radio.Answer = null;
        _bench.PowerOn();
        _bench.Pass(49);
        Tried().ShouldBe(["home"]);

        _bench.Pass(2);
        Tried().ShouldBe(["home", "office"]);

        _bench.Pass(52);
        Tried().ShouldBe(["home", "office", "home"]);
        _bench.Lines.ShouldNotContain(line => line.Contains("Radio failed", StringComparison.Ordinal));
    }

    private IEnumerable<string> Tried() => _bench.Radio.Joins.Select(join => join.Ssid);
}
