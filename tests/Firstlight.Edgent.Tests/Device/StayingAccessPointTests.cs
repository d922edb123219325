using System.Text.Json;
using Firstlight.Edgent.Tests.Fakes;
using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Device;

/// <summary>A radio that is access point and station at once: the phone stays, and reads how it ends.</summary>
public sealed class StayingAccessPointTests : IDisposable
{
    private readonly DeviceBench _bench = new(
        radio: new FakeRadio
        {
            Facts = new RadioFacts("24:6F:28:AA:BB:CC", "24:6F:28:AA:BB:CD", KeepsAccessPoint: true),
        }
    );

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_phone_reads_each_step_and_the_success()
    {
        _bench.PowerOn();
        Told().ShouldBe(("unknown", 0));
        _bench.Radio.Answer = null;
        _bench.Configure();
        _bench.Pass(1.2);
        Told().ShouldBe(("connecting_net", 0));
        _bench.Configure().Status.ShouldBe(500, "one attempt at a time");

        _bench.Radio.Answer = JoinResult.Joined;
        _bench.Pass(60.5);
        _bench.Device.Mode.ShouldNotBe(Error);
        Told().ShouldBe(("error", 701));

        _bench.Configure();
        _bench.Pass(1.2);
        Told().ShouldBe(("connected", 0));
        _bench.Pass(15.1);

        _bench.Radio.AccessPoint.ShouldBeNull();
        _bench.Ask("/board_info.json").Dropped.ShouldBeTrue();
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void The_phone_reads_that_the_password_was_wrong_and_tries_again_without_leaving()
    {
        _bench.PowerOn();
        _bench.Radio.Answer = JoinResult.WrongPassword;
        _bench.Configure();
        _bench.Pass(10);

        Told().ShouldBe(("error", 722));
        _bench.Radio.Calls.Count(call => call == "raise").ShouldBe(1);
        _bench.Radio.Calls.ShouldNotContain("lower");
        _bench.Restarts.ShouldBeEmpty();

        _bench.Radio.Answer = JoinResult.Joined;
        _bench.Configure().Status.ShouldBe(200);
        _bench.Pass(1.2);
        _bench.Device.Mode.ShouldBe(Running);
    }

    private (string? Status, int LastError) Told()
    {
        using var info = JsonDocument.Parse(_bench.Ask("/board_info.json").Body);
        return (
            info.RootElement.GetProperty("status").GetString(),
            info.RootElement.GetProperty("last_error").GetInt32()
        );
    }
}
