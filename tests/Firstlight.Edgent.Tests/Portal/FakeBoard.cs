using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Tests.Portal;

internal sealed class FakeBoard : IPortalBoard
{
    public bool AccessPointIsUp { get; set; } = true;

    public int BoardInfoReads { get; private set; }

    public IReadOnlyList<WifiScanEntry> Networks { get; set; } = [];

    public bool Accepts { get; set; } = true;

    public EdgentConfig? Settings { get; private set; }

    public bool Saved { get; private set; }

    public string? Fault { get; private set; }

    public int Resets { get; private set; }

    public int Reboots { get; private set; }

    public byte[]? Image { get; private set; }

    public EdgentConfig Defaults { get; set; } = new();

    public EdgentConfig? Kept { get; set; }

    public BoardInfo Describe()
    {
        BoardInfoReads++;
        return new BoardInfo
        {
            Board = "Say \"hi\"",
            TemplateId = "TMPL00AABBCC",
            Vendor = "Blynk",
            LastError = 722,
        };
    }

    public Task<IReadOnlyList<WifiScanEntry>> NetworksAsync(CancellationToken cancellation) =>
        Task.FromResult(Networks);

    public IReadOnlyList<WifiScanEntry> LastNetworks => Networks;

    public Task<bool> ConfigureAsync(EdgentConfig settings, bool save, CancellationToken cancellation)
    {
        (Settings, Saved) = (settings, save);
        return Task.FromResult(Accepts);
    }

    public void RefuseSettings(string fault) => Fault = fault;

    public Task ResetAsync(CancellationToken cancellation)
    {
        Resets++;
        return Task.CompletedTask;
    }

    public void Reboot() => Reboots++;

    public async Task<bool> InstallAsync(Stream image, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        await image.CopyToAsync(bytes, cancellation);
        Image = bytes.ToArray();
        return Accepts;
    }
}
