using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent.Tests.Device;

/// <summary>Whether a device has anything to log in with: what a health check goes by.</summary>
public sealed class FirstSetupTests : IDisposable
{
    private readonly DeviceBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_device_from_its_box_awaits_it_until_its_first_login()
    {
        _bench.Device.AwaitsFirstSetup.ShouldBeFalse("it does not run yet");
        _bench.PowerOn();
        _bench.Device.AwaitsFirstSetup.ShouldBeTrue();
        _bench.Radio.Answer = null;
        _bench.Configure();
        _bench.Pass(5);
        _bench.Device.AwaitsFirstSetup.ShouldBeTrue("a phone may try just then");

        _bench.Pass(50);
        _bench.Device.Mode.ShouldBe(EdgentMode.Error);
        _bench.Device.AwaitsFirstSetup.ShouldBeFalse();
        _bench.Pass(15);
        _bench.Radio.Answer = JoinResult.Joined;
        _bench.Configure();
        _bench.Pass(5);

        _bench.Device.Mode.ShouldBe(EdgentMode.Running);
        _bench.Device.AwaitsFirstSetup.ShouldBeFalse();
    }

    [Fact]
    public void A_device_that_worked_does_not_also_while_it_is_open_for_another_network()
    {
        _bench.GoOnline();
        _bench.Do(() => _bench.Device.RunConsole("config start"));

        _bench.Device.Mode.ShouldBe(EdgentMode.WaitConfig);
        _bench.Device.AwaitsFirstSetup.ShouldBeFalse();
    }

    [Fact]
    public void An_access_point_that_cannot_be_opened_is_no_set_up()
    {
        _bench.Radio.IsBroken = true;
        _bench.PowerOn();

        _bench.Device.AwaitsFirstSetup.ShouldBeFalse();
    }

    [Fact]
    public void A_unit_with_a_token_in_its_image_is_to_log_in_with_it()
    {
        var settings = new EdgentConfig { Ssid = "Ethernet", Token = DeviceBench.Token };
        using var bench = new DeviceBench(builder => builder.With(options => options with { Embedded = settings }));
        bench.Cloud.LoginAnswer = StatusCode.InvalidToken;
        bench.PowerOn();
        bench.Pass(1);

        bench.Device.Mode.ShouldBe(EdgentMode.WaitConfig);
        bench.Device.AwaitsFirstSetup.ShouldBeFalse();

        bench.Cloud.LoginAnswer = StatusCode.Success;
        bench.Pass(601);
        bench.Device.Mode.ShouldBe(EdgentMode.Running, "the token was let in meanwhile");
        bench.Stored!.Valid.ShouldBeTrue();
    }
}
