using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// A Linux board as an Edgent sees it: finds the parts, opens them, and closes them together. Build the device with
/// <see cref="Ports"/>.
/// </summary>
public sealed class LinuxBoard : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private EdgentPorts? _ports;

    private LinuxBoard() { }

    /// <summary>What the device is built with.</summary>
    public EdgentPorts Ports => _ports!;

    /// <summary>Opens every part.</summary>
    /// <exception cref="BoardUnavailableException">A part that is needed is not there; the message says what to do.</exception>
    public static async Task<LinuxBoard> OpenAsync(
        BoardSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        var board = new LinuxBoard();
        try
        {
            var store = StateFolder.Open(settings.StateFolder);
            var light = board.Keep(await KernelLight.OpenAsync(settings.Light, time, log, cancellation));
            var button = board.Keep(await KernelButton.OpenAsync(settings.Button, time, log, cancellation));
            var radio = await board.OpenRadioAsync(settings, time, log, cancellation);
            board._ports = new EdgentPorts
            {
                Radio = radio,
                Store = store,
                Button = button,
                Light = light,
                Updater = settings.Slots is { } slots ? new BundleUpdater(slots, log) : new NoUpdates(),
                Cloud = new TcpCloudConnector(settings.TrustedRoots),
                Restart = new SystemRestart(settings.Restart, settings.End, time, log),
                Time = time,
                Entropy = new SystemEntropy(),
                Log = log,
            };
            return board;
        }
        catch
        {
            await board.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the parts, the last one first: an access point goes down, a light goes out.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var index = _parts.Count - 1; index >= 0; index--)
            await _parts[index].DisposeAsync();
        _parts.Clear();
    }

    private async Task<IRadio> OpenRadioAsync(
        BoardSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    ) =>
        settings.Network == BoardNetwork.Wired
            ? Keep(WiredRadio.Open(settings.Wired, time, log))
            : Keep(await NetworkManagerRadio.OpenAsync(settings.Radio, time, log, cancellation));

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
