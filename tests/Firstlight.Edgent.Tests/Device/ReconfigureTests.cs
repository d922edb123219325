using System.Text;
using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;
using Firstlight.Protocol.Provisioning;
using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Device;

/// <summary>The cloud asks a device that is online to open its access point again.</summary>
public sealed class ReconfigureTests : IDisposable
{
    private readonly DeviceBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_new_network_keeps_the_device_what_it_was()
    {
        var uid = GoIntoSetup();

        _bench.Ask("/config", "ssid=new&pass=new-password").Status.ShouldBe(200);
        _bench.Pass(1.2);

        _bench.Device.Mode.ShouldBe(Running);
        _bench.Cloud.Received.Last(frame => frame.Command == Command.HardwareLogin).Body.ShouldBe(DeviceBench.Token);
        _bench.Cloud.Addresses[^1].ShouldBe(new CloudAddress("cloud.example", 443, Tls: true));
        _bench.Stored!.Uid.ShouldBe(uid);
        _bench.Stored.Ssid.ShouldBe("new");
        _bench.Stored.Others.ShouldBe([new KnownNetwork("home", "secret-password", null)]);
    }

    [Fact]
    public void Left_alone_it_goes_back_to_where_it_was()
    {
        GoIntoSetup();

        _bench.Pass(599);
        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Pass(2);

        _bench.Device.Mode.ShouldBe(Running);
        _bench.Radio.Joins[^1].Ssid.ShouldBe("home");
        _bench.Radio.AccessPoint.ShouldBeNull();
    }

    [Fact]
    public void A_wrong_password_is_told_on_the_access_point_and_the_power_may_go_meanwhile()
    {
        GoIntoSetup();
        _bench.Radio.Answer = JoinResult.WrongPassword;
        _bench.Ask("/config", "ssid=new&pass=wrong");
        _bench.Pass(10);

        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Device.LastError.ShouldBe(DeviceErrorCode.NetworkAuthentication);
        _bench.Stored!.Ssid.ShouldBe("home");

        _bench.PowerOff();
        _bench.Radio.Answer = JoinResult.Joined;
        _bench.PowerOn();
        _bench.Device.Mode.ShouldBe(Running);
        _bench.Radio.Joins[^1].Ssid.ShouldBe("home");
    }

    [Fact]
    public void Its_page_asks_for_no_code_then()
    {
        _bench.PowerOn();
        Page().ShouldContain(" required");
        _bench.Configure();
        _bench.Pass(1.2);
        Say("config start");

        Page().ShouldNotContain(" required");
    }

    [Fact]
    public void After_a_reset_a_key_is_needed_again()
    {
        GoIntoSetup();
        _bench.Do(_bench.Device.Reset);

        _bench.Ask("/config", "ssid=new&pass=new-password").Status.ShouldBe(500);
    }

    private string GoIntoSetup()
    {
        _bench.GoOnline();
        var uid = _bench.Device.Uid;
        Say("config start");
        _bench.Device.Mode.ShouldBe(WaitConfig);
        _bench.Radio.AccessPoint.ShouldNotBeNull();
        return uid;
    }

    private string Page() => Encoding.UTF8.GetString(_bench.Ask("/").Body.Span);

    private void Say(string line) => _bench.Do(() => _bench.Cloud.Say(Command.Internal, 1, "dbg", line));
}
