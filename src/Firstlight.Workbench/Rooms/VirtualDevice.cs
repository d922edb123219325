using Firstlight.Edgent;
using Microsoft.Extensions.Logging;

namespace Firstlight.Workbench;

/// <summary>
/// One device in the room: real device firmware with virtual hardware. Its RAM is made anew at each power-on; only its flash
/// outlives a power cut. Safe for use from any thread.
/// </summary>
public sealed class VirtualDevice : IAsyncDisposable
{
    /// <summary>
    /// The firmware measures a held button by timers of its own, which ring a little late. Who holds it for exactly as long as it
    /// wants would race with them; a person lets go when the light says so.
    /// </summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(500);

    private readonly RoomOptions _options;
    private readonly IConfigStore _flash;
    private readonly Action<VirtualDevice> _changed;
    private readonly SemaphoreSlim _plug = new(1, 1);
    private readonly VirtualRadio _radio;
    private readonly VirtualButton _button;
    private readonly VirtualLight _light;
    private readonly SerialLog _serial;
    private volatile CancellationTokenSource? _power;
    private Task _running = Task.CompletedTask;
    private volatile EdgentDevice? _firmware;
    private volatile VirtualUpdater? _updater;

    internal VirtualDevice(
        string id,
        DeviceModel model,
        IConfigStore flash,
        Air air,
        RoomOptions options,
        Action<VirtualDevice> changed
    )
    {
        Id = id;
        Model = model;
        _flash = flash;
        _options = options;
        _changed = changed;
        _radio = new VirtualRadio(air, MacAddress.Facts(id), options.Air, options.Time, NotifyChanged);
        _button = new VirtualButton(options.Time);
        _light = new VirtualLight(NotifyChanged);
        _serial = new SerialLog(options.Time);
    }

    /// <summary>Its id in the room.</summary>
    public string Id { get; }

    /// <summary>What it is.</summary>
    public DeviceModel Model { get; }

    /// <summary>Its firmware's version: what it was made with, or what it was updated to.</summary>
    public string FirmwareVersion => _updater?.Running?.Version ?? Model.FirmwareVersion;

    /// <summary>True while it has power.</summary>
    public bool IsPowered => _power is not null;

    /// <summary>What it is doing; null without power.</summary>
    public EdgentMode? Mode => _firmware?.Mode;

    /// <summary>The network it is in; null for none.</summary>
    public string? JoinedSsid => _radio.JoinedSsid;

    /// <summary>Its access point's name while that is up.</summary>
    public string? AccessPointSsid => _radio.AccessPoint?.Name;

    /// <summary>What its light shows.</summary>
    public LightPattern Light => _light.Pattern;

    /// <summary>What it wrote to its serial port last; bounded, and without secrets.</summary>
    public IReadOnlyList<SerialLine> Log => _serial.Lines;

    /// <summary>Connections to the cloud that are open now.</summary>
    public int OpenSockets => _radio.OpenSockets;

    /// <summary>Puts the plug in: the device boots. Nothing happens when it has power.</summary>
    public async Task PowerOnAsync(CancellationToken cancellation)
    {
        await _plug.WaitAsync(cancellation);
        try
        {
            if (_power is not null)
                return;
            _power = new CancellationTokenSource();
            _running = RunAsync(_power.Token);
        }
        finally
        {
            _plug.Release();
        }

        NotifyChanged();
    }

    /// <summary>Pulls the plug: everything stops where it is. Nothing happens when it has no power.</summary>
    public async Task PowerOffAsync(CancellationToken cancellation)
    {
        await _plug.WaitAsync(cancellation);
        try
        {
            if (_power is null)
                return;
            // First the air, so that not even a farewell gets out.
            _radio.PowerLost();
            _button.PowerLost();
            await _power.CancelAsync();
            await _running;
            _power.Dispose();
            _power = null;
            _firmware = null;
            _radio.PowerLost();
            _light.Show(LightPatterns.Off);
            _serial.Write("(no power)");
        }
        finally
        {
            _plug.Release();
        }

        NotifyChanged();
    }

    /// <summary>Holds the reset button for so long, by the room's clock; done when it is released.</summary>
    public Task HoldButtonAsync(TimeSpan held, CancellationToken cancellation) =>
        _button.HoldAsync(held >= _options.Firmware.ButtonArmed ? held + Reaction : held, cancellation);

    /// <summary>The portal behind its access point, as a phone in it reaches it; null when it is not up.</summary>
    public Portal? FindPortal() => _radio.FindPortal();

    /// <summary>Asks the portal without HTTP; <see cref="PortalResponse.Drop"/> when the access point is not up.</summary>
    public Task<PortalResponse> AskPortalAsync(PortalRequest request, CancellationToken cancellation) =>
        FindPortal() is { } portal ? portal.HandleAsync(request, cancellation) : Task.FromResult(PortalResponse.Drop);

    /// <summary>Pulls the plug and takes it out of the air.</summary>
    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync(CancellationToken.None);
        _radio.Dispose();
        _plug.Dispose();
    }

    private async Task RunAsync(CancellationToken power)
    {
        // The plug's caller does not wait for the boot.
        await Task.Yield();
        var restart = new VirtualRestart(_radio, _serial, _options);
        try
        {
            await restart.BootAsync(power);
            while (true)
                await RunFirmwareAsync(restart, power);
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            // The plug was pulled during the boot; the caller says so.
        }
        catch (Exception fault)
        {
            // A fault of the firmware stands in its serial log, as it would on a bench; the room goes on.
            _serial.Write($"(crashed: {fault.GetType().Name}: {fault.Message})");
            WorkbenchLog.FirmwareCrashed(_options.Log, Id, fault);
        }
    }

    /// <summary>Runs one firmware until the power goes, or until a restart begins with another one.</summary>
    private async Task RunFirmwareAsync(VirtualRestart restart, CancellationToken power)
    {
        using var exchanged = CancellationTokenSource.CreateLinkedTokenSource(power);
        restart.Restarting = () =>
        {
            if (_updater!.TryStart())
                exchanged.Cancel();
        };
        var firmware = Build(restart);
        firmware.Listen(_ => NotifyChanged());
        _firmware = firmware;
        await firmware.RunAsync(exchanged.Token);
        power.ThrowIfCancellationRequested();
    }

    private EdgentDevice Build(VirtualRestart restart)
    {
        var updater = _updater ??= new VirtualUpdater(Model.TemplateId);
        var options = new EdgentOptions
        {
            TemplateId = Model.TemplateId,
            TemplateName = Model.TemplateName,
            FirmwareVersion = FirmwareVersion,
            Board = "Firstlight Workbench",
            Link = Model.Tls ? EdgentLink.Tls : EdgentLink.Plain,
            CloudHost = _options.CloudHost ?? EdgentConfig.HostDefault,
            CloudPort = _options.CloudPort,
            CloudTlsPort = _options.CloudTlsPort ?? EdgentConfig.TlsPortDefault,
            Timings = _options.Firmware,
        };
        if (updater.Running?.Build is { } build)
            options = options with { Build = build };
        var builder = new EdgentBuilder(options);
        if (Model.Behaviour == DeviceBehaviour.Thermostat)
            Thermostat.Program(builder, _serial);
        return builder.Build(
            new EdgentPorts
            {
                Radio = _radio,
                Store = _flash,
                Button = _button,
                Light = _light,
                Updater = updater,
                Cloud = new LinkedConnector(_radio, _options.Wire, _options.Air, _options.Time),
                Restart = restart,
                Time = _options.Time,
                Entropy = _options.Entropy,
                Log = _serial,
            }
        );
    }

    private void NotifyChanged() => _changed(this);
}
