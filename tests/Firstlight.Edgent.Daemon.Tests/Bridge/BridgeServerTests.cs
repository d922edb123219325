using Firstlight.Edgent.Daemon.Tests.Fakes;
using Firstlight.Edgent.Linux;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent.Daemon.Tests.Bridge;

/// <summary>Programs at a real Unix socket.</summary>
public sealed class BridgeServerTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_is_told_who_this_is_and_how_it_is()
    {
        await using var bench = new BridgeBench();
        bench.Device.State = new DeviceState(DeviceState.SetUp, 722);
        using var program = await bench.ConnectAsync();

        (await program.ReadAsync()).ShouldBe(
            """{"hello":1,"template":"TMPL12345678","name":"Thermostat","version":"1.2.3"}"""
        );
        (await program.ReadAsync()).ShouldBe("""{"state":"set_up","lastError":722}""");
    }

    [Fact]
    public async Task What_it_writes_reaches_the_cloud_in_order()
    {
        await using var bench = new BridgeBench();
        using var program = await bench.GreetedAsync();

        await program.SayAsync("""{"write":{"Temperature":21.50,"V7":true},"id":"a"}""");
        await program.SayAsync("""{"event":"hot","text":"90 °C","id":2}""");
        await program.SayAsync("""{"metadata":{"Serial":"7"},"id":3}""");
        await program.SayAsync("""{"sync":["Set Temperature","V9"],"id":4}""");
        await program.SayAsync("""{"sync":true,"id":5}""");

        (await program.ReadAsync()).ShouldBe("""{"done":"a"}""");
        for (var id = 2; id <= 5; id++)
            (await program.ReadAsync()).ShouldBe($$"""{"done":{{id}}}""");
        bench.Device.Told.Told.ShouldBe([
            "V0 = 21.50",
            "V7 = 1",
            "event hot 90 °C",
            "metadata Serial = 7",
            "sync 1 9",
            "sync all",
        ]);
    }

    [Fact]
    public async Task Without_the_cloud_a_write_is_refused_and_not_kept()
    {
        await using var bench = new BridgeBench();
        bench.Device.Told.IsOnline = false;
        using var program = await bench.GreetedAsync();

        await program.SayAsync("""{"write":{"V0":1}}""");

        (await program.ReadAsync()).ShouldStartWith("""{"error":"offline","what":"cloud",""");
        bench.Device.Told.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_program_hears_what_the_cloud_writes()
    {
        await using var bench = new BridgeBench();
        using var one = await bench.GreetedAsync();
        using var other = await bench.GreetedAsync();

        bench.Server.TellValue(1, new VirtualValue("22.5"));
        bench.Server.TellValue(9, new VirtualValue("52.5\013.4"));
        bench.Server.TellState(new DeviceState("updating", 0));

        foreach (var program in new[] { one, other })
        {
            (await program.ReadAsync()).ShouldBe("""{"pin":"V1","datastream":"Set Temperature","value":"22.5"}""");
            (await program.ReadAsync()).ShouldBe("""{"pin":"V9","value":["52.5","13.4"]}""");
            (await program.ReadAsync()).ShouldBe("""{"state":"updating"}""");
        }
    }

    [Fact]
    public async Task A_bad_line_is_answered_and_the_program_stays()
    {
        await using var bench = new BridgeBench();
        using var program = await bench.GreetedAsync();

        await program.SayAsync("write 1");
        (await program.ReadAsync()).ShouldStartWith("""{"error":"bad_line","what":"line",""");
        await program.SayAsync("""{"state":true}""");
        (await program.ReadAsync()).ShouldBe("""{"state":"online"}""");
    }

    [Fact]
    public async Task A_line_without_end_is_refused_and_the_program_is_cut_off()
    {
        await using var bench = new BridgeBench();
        using var program = await bench.GreetedAsync();

        await program.SayAsync(new string('x', BridgeLimits.LineBytesMax * 2));

        (await program.ReadAsync()).ShouldContain($"at most {BridgeLimits.LineBytesMax} bytes");
        (await program.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_does_not_read_keeps_nobody_up_and_is_told_what_it_missed()
    {
        await using var bench = new BridgeBench();
        using var sleeper = await bench.ConnectAsync();
        using var reader = await bench.GreetedAsync();
        const int Many = 20_000;

        for (var value = 0; value < Many; value++)
            bench.Server.TellValue(1, new VirtualValue($"{value}"));
        bench.Server.TellValue(2, new VirtualValue("last"));

        var missed = await MissedUntilAsync(sleeper, """{"pin":"V2","value":"last"}""");
        missed.ShouldBeGreaterThan(0);
        await MissedUntilAsync(reader, """{"pin":"V2","value":"last"}""");
    }

    [Fact]
    public async Task One_program_more_than_allowed_is_refused_with_a_reason()
    {
        await using var bench = new BridgeBench();
        var programs = new List<BridgeProgram>();
        for (var count = 0; count < BridgeLimits.ProgramsMax; count++)
            programs.Add(await bench.GreetedAsync());
        using var more = await bench.ConnectAsync();

        (await more.ReadAsync()).ShouldStartWith("""{"error":"busy",""");
        (await more.ReadAsync()).ShouldBeEmpty();

        programs.ForEach(program => program.Dispose());
        await Until.TrueAsync(
            async () =>
            {
                using var next = await bench.ConnectAsync();
                return (await next.ReadAsync()).Contains("hello", StringComparison.Ordinal);
            },
            "there is room again",
            Cancellation
        );
    }

    [Fact]
    public async Task Only_the_owner_and_the_group_may_open_it_and_it_is_gone_afterwards()
    {
        string path;
        await using (var bench = new BridgeBench())
        {
            path = bench.Path;
            File.GetUnixFileMode(path)
                .ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                );
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_socket_that_a_killed_service_left_is_replaced()
    {
        using var scratch = new Scratch();
        var path = scratch.File("bridge.sock");
        await File.WriteAllTextAsync(path, "left behind", Cancellation);

        await using var server = BridgeServer.Open(
            BridgeBench.ConfigOf(path),
            TimeProvider.System,
            NullLogger.Instance
        );

        Should.Throw<IOException>(() => File.ReadAllText(path));
    }

    [Fact]
    public void A_socket_that_cannot_be_made_is_said_in_a_sentence() =>
        Should
            .Throw<BoardUnavailableException>(() =>
                BridgeServer.Open(BridgeBench.ConfigOf("/proc/bridge.sock"), TimeProvider.System, NullLogger.Instance)
            )
            .Message.ShouldContain("/proc/bridge.sock");

    [Theory]
    [InlineData(null, """{"done":1}""")]
    [InlineData("Not now.", """{"error":"refused","what":"claim","why":"Not now.","id":1}""")]
    public async Task A_short_code_is_handed_on(string? answer, string said)
    {
        await using var bench = new BridgeBench();
        bench.Device.ClaimAnswer = answer;
        using var program = await bench.GreetedAsync();

        await program.SayAsync("""{"claim":"ABCD-2345","id":1}""");

        (await program.ReadAsync()).ShouldBe(said);
    }

    private static async Task<int> MissedUntilAsync(BridgeProgram program, string last)
    {
        var missed = 0;
        while (await program.ReadAsync() is { Length: > 0 } line && line != last)
        {
            if (line.StartsWith("""{"missed":""", StringComparison.Ordinal))
                missed += int.Parse(line[10..^1]);
        }

        return missed;
    }
}
