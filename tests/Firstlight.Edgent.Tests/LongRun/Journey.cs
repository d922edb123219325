using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>One device on real store files, and the power that goes at one moment of its way.</summary>
internal sealed class Journey : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TornFile[] _files;
    private readonly int _cutAt;
    private int _moments;

    /// <param name="cutAt">The moment: everything that happens counts, and so does each write, which is torn then.</param>
    /// <param name="share">How much of a torn write reaches the medium.</param>
    public Journey(int cutAt, double share)
    {
        _cutAt = cutAt;
        _files = [new(_scratch.File("config.0")), new(_scratch.File("config.1"))];
        Home = World.AddRouter("home");
        Office = World.AddRouter("office");
        World.Cloud.Latency = TimeSpan.FromMilliseconds(50);
        Unit = World.AddUnit(seed: cutAt, options: null, [.. _files]);
        foreach (var file in _files)
        {
            file.Tears = () => Tear(share);
            file.Cut = () => Unit.Cut();
        }
    }

    public World World { get; } = new();

    public Router Home { get; }

    public Router Office { get; }

    public UnitInWorld Unit { get; }

    public bool IsCut { get; private set; }

    /// <summary>It was in the middle of a write.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Nothing is cut before the part that matters, or after it.</summary>
    public bool IsMeant { get; set; }

    public void Pass(double seconds)
    {
        if (IsCut)
            return;
        World.Pass(
            TimeSpan.FromSeconds(seconds),
            () =>
            {
                if (!IsCut && IsTheMoment())
                    Unit.PowerOff();
            }
        );
    }

    public void Ask(string path, string query = "")
    {
        if (!IsCut)
            Unit.Ask(path, query);
    }

    /// <summary>A person with a phone.</summary>
    public void Configure(Router router, string more)
    {
        Ask("/board_info.json");
        Pass(1);
        Ask("/config", $"ssid={router.Ssid}&pass={Uri.EscapeDataString(router.Password)}&host=cloud.example&{more}");
        Pass(30);
    }

    /// <summary>Some seconds later the power is back.</summary>
    public void ComeBack(TimeSpan wait)
    {
        IsMeant = false;
        if (IsCut)
        {
            Unit.Running.IsCompletedSuccessfully.ShouldBeTrue();
            Unit.Radio.GoDark();
            World.Pass(TimeSpan.FromSeconds(5));
            Unit.PowerOn();
        }

        World.Pass(wait);
    }

    public void Dispose()
    {
        World.Dispose();
        _scratch.Dispose();
    }

    private double? Tear(double share)
    {
        if (!IsTheMoment())
            return null;
        IsTorn = true;
        return share;
    }

    private bool IsTheMoment()
    {
        if (!IsMeant || IsCut || _moments++ != _cutAt)
            return false;
        IsCut = true;
        return true;
    }
}
