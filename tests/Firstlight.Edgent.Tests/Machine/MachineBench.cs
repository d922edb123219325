namespace Firstlight.Edgent.Tests.Machine;

/// <summary>Drives the pure machine by events only.</summary>
internal sealed class MachineBench(
    EdgentLink link = EdgentLink.Tls,
    bool keepsAccessPoint = false,
    bool embedded = false
)
{
    private static readonly EdgentConfig Some = new()
    {
        Ssid = "home",
        Password = "secret-password",
        Token = new string('t', 32),
        Uid = "uid",
        FirmwareVersion = "1.0.0",
    };

    public EdgentConfig Settings => Some;

    public static EdgentOptions Options { get; } =
        new()
        {
            TemplateId = "TMPL00AABBCC",
            TemplateName = "Thermostat",
            FirmwareVersion = "1.0.0",
        };

    public EdgentMachine Machine { get; } =
        new(Options with { Link = link, Embedded = embedded ? Some : null }, keepsAccessPoint);

    public MachineState State { get; private set; } = new();

    public IReadOnlyList<Effect> Last { get; private set; } = [];

    public List<Effect> All { get; } = [];

    public MachineBench Do(EdgentEvent happened)
    {
        (State, Last) = Machine.Step(State, happened);
        All.AddRange(Last);
        return this;
    }

    public MachineBench Boot(EdgentConfig? config = null) => Do(new EdgentEvent.Booted(config ?? new EdgentConfig()));

    public MachineBench Configure(bool save = false) =>
        Do(new EdgentEvent.Configured(Settings, save, FromConsole: false)).Ring().Ring();

    public MachineBench Ring() => Do(new EdgentEvent.TimerFired(TimerKind.State, State.Timers.State));

    public MachineBench Join(JoinResult result, bool seen = true) =>
        Do(new EdgentEvent.JoinEnded(State.Attempt, result, seen));

    public MachineBench EndLink(LinkEnd end) => Do(new EdgentEvent.LinkEnded(State.Attempt, end));

    public MachineBench Login() => Do(new EdgentEvent.LinkUp(State.Attempt));

    public EdgentConfig? Saved => All.OfType<Effect.Save>().LastOrDefault()?.Config;

    public T Newest<T>()
        where T : Effect => All.OfType<T>().Last();

    /// <summary>A machine that has come to a mode by itself.</summary>
    public MachineState In(EdgentMode mode)
    {
        switch (mode)
        {
            case EdgentMode.Init:
                break;
            case EdgentMode.WaitConfig:
                Boot();
                break;
            case EdgentMode.Configuring:
                Boot().Do(new EdgentEvent.BoardInfoRead());
                break;
            case EdgentMode.SwitchToStation:
                Boot().Do(new EdgentEvent.Configured(Settings, Save: false, FromConsole: false));
                break;
            default:
                Boot(Settings with { Valid = true });
                break;
        }

        switch (mode)
        {
            case EdgentMode.ConnectingCloud:
                Join(JoinResult.Joined);
                break;
            case EdgentMode.Running:
                Join(JoinResult.Joined).Login();
                break;
            case EdgentMode.OtaUpgrade:
                Join(JoinResult.Joined).Login().Do(new EdgentEvent.UpdateOrdered("http://h/f.bin"));
                Do(new EdgentEvent.TimerFired(TimerKind.Update, State.Timers.Update));
                break;
            case EdgentMode.Error:
                Join(JoinResult.AddressRefused);
                break;
        }

        State.Mode.ShouldBe(mode);
        return State;
    }
}
