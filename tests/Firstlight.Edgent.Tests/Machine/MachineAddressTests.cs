namespace Firstlight.Edgent.Tests.Machine;

public sealed class MachineAddressTests
{
    private readonly MachineBench _bench = new();

    [Fact]
    public void Firmware_without_tls_and_without_a_port_tries_the_usual_ones_in_turn()
    {
        var bench = new MachineBench(EdgentLink.Plain);
        bench.Boot(bench.Settings with { Valid = true }).Join(JoinResult.Joined);

        bench.EndLink(LinkEnd.Timeout).EndLink(LinkEnd.Timeout);

        bench.All.OfType<Effect.Connect>().Select(connect => connect.Address.Port).ShouldBe([80, 8080, 80]);
        bench.All.OfType<Effect.Connect>().ShouldAllBe(connect => !connect.Address.Tls);
    }

    [Fact]
    public void A_redirect_is_followed_and_forgotten_when_it_leads_nowhere()
    {
        var elsewhere = new CloudAddress("other.example", 8080, Tls: false);
        _bench.Boot(_bench.Settings with { Valid = true }).Join(JoinResult.Joined);

        _bench.Do(new EdgentEvent.LinkEnded(_bench.State.Attempt, LinkEnd.Redirected, elsewhere));
        _bench.Newest<Effect.Connect>().Address.ShouldBe(elsewhere);

        _bench.EndLink(LinkEnd.Closed).Newest<Effect.Connect>().Address.Host.ShouldBe(EdgentConfig.HostDefault);
    }
}
