using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;
using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Cloud;

public sealed class LinkTests : IDisposable
{
    private readonly List<string> _seen = [];
    private readonly DeviceBench _bench;

    public LinkTests() =>
        _bench = new DeviceBench(builder =>
            builder
                .On(1, value => _seen.Add($"V1={value.As<double>():0.0}"))
                .On(2, async (value, cloud) => await cloud.WriteAsync(3, value.Text + "!"))
                .On(
                    4,
                    async (_, cloud) =>
                        _seen.Add($"serial={await cloud.ReadMetadataAsync("Serial Number", Stop) ?? "none"}")
                )
                .On(5, _ => throw new InvalidOperationException("handler fault"))
                .OnOtherPins(
                    (pin, value, _) =>
                    {
                        _seen.Add($"V{pin}={value}");
                        return ValueTask.CompletedTask;
                    }
                )
                .OnConnected(async cloud => await cloud.SyncAllAsync())
                .Every(TimeSpan.FromSeconds(5), async cloud => await cloud.WriteAsync(0, 21.5))
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Values_reach_their_handlers_and_handlers_answer()
    {
        _bench.GoOnline();

        Say(Command.Hardware, "vw", "1", "7.5");
        Say(Command.Hardware, "vw", "2", "ping");
        Say(Command.Bridge, "vw", "9", "a", "b");

        _seen.ShouldBe(["V1=7.5", "V9=a b"]);
        _bench.Cloud.Bodies(Command.Hardware).ShouldBe(["vw|3|ping!"]);
        _bench.Cloud.Bodies(Command.HardwareSync).ShouldBe([""]);
    }

    [Fact]
    public void A_handler_that_fails_harms_nobody()
    {
        _bench.GoOnline();

        Say(Command.Hardware, "vw", "5", "x");
        Say(Command.Hardware, "vw", "1", "1");

        _seen.ShouldBe(["V1=1.0"]);
        _bench.Lines.ShouldContain(line => line.Contains("handler fault", StringComparison.Ordinal));
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void Periodic_work_runs_while_online_only()
    {
        _bench.GoOnline();
        _bench.Pass(16);
        _bench.Cloud.Bodies(Command.Hardware).Count().ShouldBe(3);

        _bench.Cloud.Failure = CloudFailure.Refused;
        _bench.Do(_bench.Cloud.Link!.Hang);
        _bench.Pass(20);

        _bench.Cloud.Bodies(Command.Hardware).Count().ShouldBe(3);
    }

    [Fact]
    public void A_handler_may_wait_for_an_answer_that_comes_over_the_same_link()
    {
        _bench.GoOnline();

        Say(Command.Hardware, "vw", "4", "1");
        _bench.Cloud.Bodies(Command.Internal).Last().ShouldBe("meta|get|Serial Number");
        Say(Command.Internal, "meta", "Serial Number", "SN-7");

        _seen.ShouldBe(["serial=SN-7"]);
    }

    [Fact]
    public void A_question_without_an_answer_ends_after_the_network_timeout()
    {
        _bench.GoOnline();

        Say(Command.Hardware, "vw", "4", "1");
        _bench.Pass(5.8);
        _seen.ShouldBeEmpty();
        _bench.Pass(0.4);

        _seen.ShouldBe(["serial=none"]);
    }

    [Fact]
    public void A_server_ping_is_answered_with_its_id_and_a_strange_verb_with_illegal_command()
    {
        _bench.GoOnline();

        _bench.Do(() => _bench.Cloud.Say(Command.Ping, 9003));
        _bench.Do(() => _bench.Cloud.Say(Command.Hardware, 9011, "vr", "1"));

        var answers = _bench.Cloud.Received.Where(frame => frame.Command == Command.Response).Select(frame => frame.Id);
        answers.ShouldBe([(ushort)9003, (ushort)9011]);
    }

    [Fact]
    public void A_quiet_link_is_pinged_every_forty_seconds()
    {
        using var quiet = new DeviceBench();
        quiet.GoOnline();

        quiet.Pass(39);
        quiet.Cloud.Bodies(Command.Ping).ShouldBeEmpty();
        quiet.Pass(2);
        quiet.Cloud.Bodies(Command.Ping).Count().ShouldBe(1);
        quiet.Pass(80);
        quiet.Cloud.Bodies(Command.Ping).Count().ShouldBe(3);
        quiet.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void A_silent_cloud_is_dead_after_fifty_eight_seconds_and_logged_in_again()
    {
        _bench.GoOnline();
        _bench.Cloud.AnswersPings = false;

        _bench.Pass(57);
        _bench.Cloud.Addresses.Count.ShouldBe(1);
        _bench.Pass(3);

        _bench.Cloud.Addresses.Count.ShouldBe(2);
        _bench.Cloud.Open.ShouldBe(1);
        _bench.Device.Mode.ShouldBe(Running);
        _bench.Modes.Count(mode => mode == Running).ShouldBe(2);
    }

    [Fact]
    public void A_busy_device_pings_too_because_writes_are_not_answered()
    {
        _bench.GoOnline();

        _bench.Pass(41);

        _bench.Cloud.Bodies(Command.Ping).Count().ShouldBe(1);
    }

    [Fact]
    public void A_login_without_an_answer_is_tried_again_after_six_seconds()
    {
        _bench.Cloud.LoginAnswer = null;
        _bench.PowerOn();
        _bench.Configure();
        _bench.Pass(1.2 + 5.8);
        _bench.Cloud.Addresses.Count.ShouldBe(1);

        _bench.Cloud.LoginAnswer = StatusCode.Success;
        _bench.Pass(1.5);

        _bench.Device.Mode.ShouldBe(Running);
        _bench.Cloud.Addresses.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(StatusCode.ServerError)]
    [InlineData(StatusCode.QuotaLimit)]
    [InlineData(StatusCode.NotAllowed)]
    public void A_cloud_that_refuses_for_now_is_asked_again(StatusCode refusal)
    {
        _bench.Cloud.LoginAnswer = refusal;
        _bench.PowerOn();
        _bench.Configure();
        _bench.Pass(8);
        _bench.Device.Mode.ShouldBe(ConnectingCloud);

        _bench.Cloud.LoginAnswer = StatusCode.Success;
        _bench.Pass(16);

        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void A_lost_network_is_joined_again_and_the_link_made_anew()
    {
        _bench.GoOnline();
        var link = _bench.Cloud.Link;

        _bench.Do(() => _bench.Radio.Notice(new RadioNotice.LinkLost()));

        _bench.Device.Mode.ShouldBe(Running);
        _bench.Radio.Joins.Count.ShouldBe(2);
        _bench.Cloud.Link.ShouldNotBe(link);
        _bench.Cloud.Open.ShouldBe(1);
    }

    [Fact]
    public void An_update_order_is_announced_downloaded_and_followed_by_a_restart()
    {
        _bench.Cloud.FirmwareAnswer = Firmware.Answer(Firmware.Image);
        _bench.GoOnline();

        Say(Command.Internal, "ota", "http://h:81/f.bin?token=x&s=0");
        _bench.Cloud.Bodies(Command.EventLog).ShouldBe(["sys_ota|OTA started"]);
        _bench.Pass(2.2);

        _bench.Cloud.Addresses.ShouldContain(new CloudAddress("h", 81, Tls: false));
        _bench
            .Cloud.Fetches.ShouldHaveSingleItem()
            .ShouldStartWith("GET /f.bin?token=x&s=0 HTTP/1.0\r\nHost: h:81\r\n");
        _bench.Installed.ShouldHaveSingleItem().ShouldBe(Firmware.Image);
        _bench.Restarts.ShouldBe([RestartReason.Firmware]);
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void A_failed_update_ends_in_the_error_state_and_a_restart()
    {
        _bench.UpdateWorks = false;
        _bench.Cloud.FirmwareAnswer = Firmware.Answer(Firmware.Image);
        _bench.GoOnline();

        Say(Command.Internal, "ota", "http://h/f.bin");
        _bench.Pass(2.2);
        _bench.Device.Mode.ShouldBe(Error);
        _bench.Pass(10.1);

        _bench.Restarts.ShouldBe([RestartReason.Error]);
        _bench.Stored!.Valid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("another digest")]
    [InlineData("cut off")]
    [InlineData("no digest")]
    [InlineData("not found")]
    [InlineData("no length")]
    public void Firmware_that_is_not_what_was_promised_is_never_installed(string fault)
    {
        _bench.Cloud.FirmwareAnswer = Firmware.Broken(fault);
        _bench.GoOnline();

        Say(Command.Internal, "ota", "http://h/f.bin");
        _bench.Pass(2.2);

        _bench.Installed.ShouldBeEmpty();
        _bench.Device.Mode.ShouldBe(Error);
    }

    [Theory]
    [InlineData("reboot", Running)]
    [InlineData("REBOOT", Running)]
    [InlineData("config start", WaitConfig)]
    [InlineData("config erase", WaitConfig)]
    [InlineData("devinfo", Running)]
    [InlineData("format c:", Running)]
    [InlineData("", Running)]
    public void The_cloud_may_type_at_the_console(string line, EdgentMode mode)
    {
        _bench.GoOnline();

        Say(Command.Internal, "dbg", line);

        _bench.Device.Mode.ShouldBe(mode);
        _bench.Restarts.Count.ShouldBe(line.Equals("reboot", StringComparison.OrdinalIgnoreCase) ? 1 : 0);
        _bench.Stored!.Valid.ShouldBe(line != "config erase");
    }

    [Fact]
    public void A_redirect_leads_elsewhere()
    {
        _bench.GoOnline();

        Say(Command.Redirect, "other.example", "9443");
        _bench.Pass(1.2);

        _bench.Cloud.Addresses[^1].ShouldBe(new CloudAddress("other.example", 9443, Tls: true));
        _bench.Device.Mode.ShouldBe(Running);
    }

    [Theory]
    [InlineData(new byte[] { 20, 0, 0, 0, 1, 65 })] // id 0
    [InlineData(new byte[] { 20, 0, 1, 255, 255 })] // longer than the device takes
    [InlineData(new byte[] { 99, 0, 1, 0, 0 })] // unknown
    [InlineData(new byte[] { 0, 0, 9, 0, 5 })] // not authenticated
    public void Bytes_that_make_no_sense_start_the_link_over(byte[] bytes)
    {
        _bench.GoOnline();

        _bench.Do(() => _bench.Cloud.Link!.Deliver(bytes));
        _bench.Cloud.Open.ShouldBe(0);
        _bench.Pass(1.2);

        _bench.Device.Mode.ShouldBe(Running);
    }

    [Fact]
    public void Frames_in_pieces_and_frames_glued_together_are_read_alike()
    {
        _bench.GoOnline();
        var frame = new byte[] { 20, 0, 9, 0, 6, (byte)'v', (byte)'w', 0, (byte)'1', 0, (byte)'7' };

        foreach (var piece in frame)
            _bench.Do(() => _bench.Cloud.Link!.Deliver([piece]));
        _bench.Do(() => _bench.Cloud.Link!.Deliver([.. frame, .. frame, .. frame[..4]]));
        _bench.Do(() => _bench.Cloud.Link!.Deliver(frame[4..]));

        _seen.ShouldBe(Enumerable.Repeat("V1=7.0", 4));
    }

    [Fact]
    public async Task What_is_sent_offline_says_so()
    {
        _bench.PowerOn();

        (await _bench.Send(cloud => cloud.WriteAsync(1, 2).AsTask())).ShouldBeFalse();

        _bench.Device.Cloud.IsOnline.ShouldBeFalse();
    }

    [Fact]
    public async Task Every_message_of_the_program_has_its_frame()
    {
        _bench.GoOnline();
        _bench.Cloud.Received.Clear();

        await _bench.Send(cloud => cloud.WriteAsync(7, 1, 2.5, true, "x").AsTask());
        await _bench.Send(cloud => cloud.SyncAsync(0, 1).AsTask());
        await _bench.Send(cloud => cloud.LogEventAsync("hot", "T=91").AsTask());
        await _bench.Send(cloud => cloud.ResolveEventAsync("hot", all: true).AsTask());
        await _bench.Send(cloud => cloud.SetPropertyAsync(1, "color", "#D3435C").AsTask());
        await _bench.Send(cloud => cloud.SetMetadataAsync("Serial Number", "SN-7").AsTask());

        _bench
            .Cloud.Received.Select(frame => $"{frame.Command} {frame.Body.Replace('\0', '|')}")
            .ShouldBe([
                "Hardware vw|7|1|2.5|1|x",
                "HardwareSync vr|0|1",
                "EventLog hot|T=91",
                "EventClear hot|all",
                "Property 1|color|#D3435C",
                "Internal meta|set|Serial Number|SN-7",
            ]);
    }

    [Fact]
    public async Task The_clocks_are_read()
    {
        _bench.GoOnline();
        var time = _bench.Send(cloud => cloud.ReadTimeAsync(Stop));
        var local = _bench.Send(cloud => cloud.ReadLocalClockAsync(Stop));

        Say(Command.Internal, "utc", "time", "1767225600123");
        Say(Command.Internal, "rtc", "1767229200");

        (await time).ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero));
        (await local).ShouldBe(new DateTime(2026, 1, 1, 1, 0, 0, DateTimeKind.Unspecified));
    }

    private void Say(Command command, params string[] fields) =>
        _bench.Do(() => _bench.Cloud.Say(command, 9001, fields));
}
