using static Firstlight.Edgent.EdgentMode;

namespace Firstlight.Edgent.Tests.Machine;

/// <summary>Every mode with every event: where the device goes. A dot: it stays and does nothing.</summary>
public sealed class MachineTableTests
{
    private static readonly EdgentMode[] Columns =
    [
        Init,
        WaitConfig,
        Configuring,
        SwitchToStation,
        ConnectingNetwork,
        ConnectingCloud,
        Running,
        OtaUpgrade,
        Error,
    ];

    // Init, WaitConfig, Configuring, SwitchToStation, ConnectingNetwork, ConnectingCloud, Running, OtaUpgrade, Error
    private const string Table = """
        booted-valid      Net   .     .     .     .     .     .     .     .
        booted-unfinished Net   .     .     .     .     .     .     .     .
        booted-empty      Wait  .     .     .     .     .     .     .     .
        board-info        .     Conf  .     .     .     .     .     .     .
        no-stations       .     .     Wait  .     .     .     .     .     .
        one-station       .     .     .     .     .     .     .     .     .
        probed            .     .     .     .     .     .     .     .     .
        configured        .     Sta   Sta   .     .     .     .     .     .
        console-connect   .     Sta   Sta   Sta   Sta   Sta   Sta   .     Sta
        state-timer       .     .     .     Sta   Net   Cloud .     .     Init
        joined            .     .     .     .     Cloud .     .     .     .
        wrong-password    .     .     .     .     Net   .     .     .     .
        address-refused   .     .     .     .     Err   .     .     .     .
        network-lost      .     .     .     .     .     Net   Net   .     .
        code-traded       .     .     .     .     .     Cloud .     .     .
        code-refused      .     .     .     .     .     Wait  Cloud .     .
        code-of-others    .     .     .     .     .     Wait  Cloud .     .
        sign-in-page      .     .     .     .     .     Cloud Cloud .     .
        link-up           .     .     .     .     .     Run   .     .     .
        link-closed       .     .     .     .     .     Cloud Cloud .     .
        invalid-token     .     .     .     .     .     Wait  Cloud .     .
        update-ordered    .     .     .     .     .     .     Run   .     .
        update-installed  .     .     .     .     .     .     .     Init  .
        update-failed     .     .     .     .     .     .     .     Err   .
        upload-ended      Init  Wait  Conf  Sta   Net   Cloud Run   Ota   Err
        reset             .     Wait  Wait  Wait  Wait  Wait  Wait  .     Wait
        restart           Init  Init  Init  Init  Init  Init  Init  Init  Init
        setup             .     .     .     Wait  Wait  Wait  Wait  .     Wait
        button-down       Init  Wait  Conf  Sta   Net   Cloud Run   Ota   Err
        armed-button-up   .     Wait  Wait  Wait  Wait  Wait  Wait  .     Wait
        store-failed      .     .     .     .     .     .     .     .     .
        access-point-fails .    Err   Err   .     .     .     .     .     .
        """;

    public static TheoryData<string, EdgentMode, string> Cells()
    {
        var cells = new TheoryData<string, EdgentMode, string>();
        foreach (var line in Table.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var column = 0; column < Columns.Length; column++)
                cells.Add(words[0], Columns[column], words[column + 1]);
        }

        return cells;
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_mode_and_an_event_lead_to(string happened, EdgentMode from, string to)
    {
        var bench = new MachineBench();
        var state = bench.In(from);
        if (happened == "armed-button-up")
            state = state with { Button = ButtonStage.Armed };

        var (next, effects) = bench.Machine.Step(state, EventOf(happened, state, bench));

        if (to == ".")
        {
            next.Mode.ShouldBe(from);
            effects
                .Where(effect => effect is not Effect.ShowLight and not Effect.StopTimer { Kind: TimerKind.Button })
                .ShouldBeEmpty();
        }
        else
        {
            next.Mode.ShouldBe(ModeOf(to));
            effects.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Every_kind_of_event_is_in_the_table()
    {
        var bench = new MachineBench();
        var named = Table
            .Split('\n')
            .Select(line =>
                EventOf(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], new MachineState(), bench)
            )
            .Select(happened => happened.GetType());

        typeof(EdgentEvent).GetNestedTypes().ShouldBeSubsetOf(named);
    }

    private static EdgentEvent EventOf(string name, MachineState state, MachineBench bench) =>
        name switch
        {
            "booted-valid" => new EdgentEvent.Booted(bench.Settings with { Valid = true }),
            "booted-empty" => new EdgentEvent.Booted(new EdgentConfig()),
            "board-info" => new EdgentEvent.BoardInfoRead(),
            "no-stations" => new EdgentEvent.StationsChanged(0),
            "one-station" => new EdgentEvent.StationsChanged(1),
            "probed" => new EdgentEvent.Probed(),
            "configured" => new EdgentEvent.Configured(bench.Settings, Save: false, FromConsole: false),
            "console-connect" => new EdgentEvent.Configured(bench.Settings, Save: false, FromConsole: true),
            "state-timer" => new EdgentEvent.TimerFired(TimerKind.State, Math.Max(1, state.Timers.State)),
            "joined" => new EdgentEvent.JoinEnded(state.Attempt, JoinResult.Joined, true),
            "wrong-password" => new EdgentEvent.JoinEnded(state.Attempt, JoinResult.WrongPassword, true),
            "address-refused" => new EdgentEvent.JoinEnded(state.Attempt, JoinResult.AddressRefused, true),
            "network-lost" => new EdgentEvent.NetworkLost(),
            "booted-unfinished" => new EdgentEvent.Booted(bench.Settings),
            "code-traded" => new EdgentEvent.CodeTraded(state.Attempt, new string('n', 32)),
            "code-refused" => new EdgentEvent.LinkEnded(state.Attempt, LinkEnd.CodeRefused),
            "code-of-others" => new EdgentEvent.LinkEnded(state.Attempt, LinkEnd.CodeOfOtherTemplate),
            "sign-in-page" => new EdgentEvent.LinkEnded(state.Attempt, LinkEnd.SignInPage),
            "link-up" => new EdgentEvent.LinkUp(state.Attempt),
            "link-closed" => new EdgentEvent.LinkEnded(state.Attempt, LinkEnd.Closed),
            "invalid-token" => new EdgentEvent.LinkEnded(state.Attempt, LinkEnd.InvalidToken),
            "update-ordered" => new EdgentEvent.UpdateOrdered("http://h/f.bin"),
            "update-installed" => new EdgentEvent.UpdateEnded(true),
            "update-failed" => new EdgentEvent.UpdateEnded(false),
            "upload-ended" => new EdgentEvent.UploadEnded(),
            "reset" => new EdgentEvent.ResetAsked(),
            "restart" => new EdgentEvent.RestartAsked(),
            "setup" => new EdgentEvent.SetupAsked(),
            "button-down" => new EdgentEvent.ButtonChanged(true),
            "armed-button-up" => new EdgentEvent.ButtonChanged(false),
            "store-failed" => new EdgentEvent.StoreFailed(),
            _ => new EdgentEvent.AccessPointFailed(),
        };

    private static EdgentMode ModeOf(string word) =>
        word switch
        {
            "Init" => Init,
            "Wait" => WaitConfig,
            "Conf" => Configuring,
            "Sta" => SwitchToStation,
            "Net" => ConnectingNetwork,
            "Cloud" => ConnectingCloud,
            "Run" => Running,
            "Ota" => OtaUpgrade,
            _ => Error,
        };
}
