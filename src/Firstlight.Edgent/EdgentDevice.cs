using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>
/// One device: the state machine and the loop that does what it decides. Everything runs on the callers' own continuations,
/// so one scheduler can own it and a process holds thousands.
/// </summary>
public sealed class EdgentDevice
{
    private const int UidBytes = 16;
    private const string Cable = "eth";

    private readonly EdgentOptions _options;
    private readonly EdgentPorts _ports;
    private readonly EdgentMachine _machine;
    private readonly Inbox _inbox;
    private readonly ScanMemory _scans;
    private readonly PortalBoard _board;
    private readonly CloudFace _cloud;
    private readonly HandlerQueue _handlers;
    private readonly Effects _effects;
    private volatile MachineState _state = new();
    private Action<EdgentMode> _entered = static _ => { };
    private bool _listens;

    internal EdgentDevice(EdgentOptions options, DeviceProgram program, EdgentPorts ports)
    {
        (_options, _ports) = (options, ports);
        AccessPointName = Firstlight.Protocol.Provisioning.AccessPointName.Compose(
            options.VendorPrefix,
            options.TemplateName,
            options.UnitSuffix ?? SuffixOf(ports.Radio.Facts.StationMac)
        );
        _machine = new EdgentMachine(options, ports.Radio.Facts.KeepsAccessPoint);
        _inbox = new Inbox(ports.Log);
        _scans = new ScanMemory(ports.Radio, ports.Time, ports.Log);
        _board = new PortalBoard(this, options, ports, _scans, _inbox);
        Portal = new Portal(_board, options.CaptivePortal);
        _cloud = new CloudFace(ports.Time, options.Timings.NetworkTimeout);
        _handlers = new HandlerQueue(_cloud, ports.Log);
        var dialler = new Dialler(options, ports);
        var attempt = new CloudAttempt(
            options,
            program,
            ports,
            dialler,
            _handlers,
            _cloud,
            _inbox,
            line => RunConsole(line)
        );
        var trade = new CodeTrade(options, ports, dialler);
        var download = new FirmwareDownload(options, ports, dialler);
        _effects = new Effects(
            options,
            ports,
            _scans,
            _inbox,
            _board,
            Portal,
            _cloud,
            attempt,
            trade,
            download,
            AccessPointName
        );
    }

    /// <summary>What the device is doing.</summary>
    public EdgentMode Mode => _state.Mode;

    /// <summary>Why the last set-up failed, as the next phone will read it.</summary>
    public DeviceErrorCode LastError => _state.Config.LastError;

    /// <summary>The unit's random id; empty before the first boot.</summary>
    public string Uid => _state.Config.Uid;

    /// <summary>The settings that once led to a login, also while others are tried; null when there are none.</summary>
    internal EdgentConfig? WorkingSettings => _state.Config.Working;

    /// <summary>
    /// True while the device has nothing to log in with: it is open for its first set-up, or tries what a phone has just sent. A program that gets here and
    /// stays here has shown all that it can show.
    /// </summary>
    public bool AwaitsFirstSetup =>
        WorkingSettings is null
        && _options.Embedded is null
        && Mode
            is EdgentMode.WaitConfig
                or EdgentMode.Configuring
                or EdgentMode.SwitchToStation
                or EdgentMode.ConnectingNetwork
                or EdgentMode.ConnectingCloud;

    /// <summary>The name of its access point.</summary>
    public string AccessPointName { get; }

    /// <summary>The portal behind its access point; answers only while that is open.</summary>
    public Portal Portal { get; }

    /// <summary>The cloud, for code outside the handlers.</summary>
    public ICloud Cloud => _cloud;

    /// <summary>Hears every mode as it begins, on the device's own loop; returns at once. Call it before <see cref="RunAsync"/>.</summary>
    public void Listen(Action<EdgentMode> entered) => _entered += entered;

    /// <summary>Forgets all settings, as the button does.</summary>
    public void Reset() => _inbox.Notice(new EdgentEvent.ResetAsked());

    /// <summary>
    /// For a board with a cable, which no phone sets up: a person's short code, to be traded for the token. Only while the device
    /// waits for its set-up, so that a mistyped code never costs a device its identity.
    /// </summary>
    /// <returns>Null when the device tries now; otherwise why not.</returns>
    public async Task<string?> ClaimAsync(string code, CancellationToken cancellation)
    {
        if (Mode is not (EdgentMode.WaitConfig or EdgentMode.Configuring))
            return "The device does not wait for its set-up; reset it first if it should get a new owner.";
        var plain = code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (new ConfigQuery { Interface = Cable, Code = plain }.FindFault() is not null)
            return $"A short code has {ConfigQuery.CodeCharacters} letters and digits, as the app shows it.";
        // The machine goes by a network's name; a cable has none, so its kind stands there.
        var settings = _board.Defaults with
        {
            Ssid = _options.Connection,
            Code = plain,
        };
        return await _board.ConfigureAsync(settings, save: false, cancellation)
            ? null
            : "The device could not begin; its log says why.";
    }

    /// <summary>Done when the device's loop has come round: what a watchdog asks for.</summary>
    public Task ProbeAsync(CancellationToken cancellation) => _inbox.AskAsync(new EdgentEvent.Probed(), cancellation);

    /// <summary>A line at the serial console; returns what it prints.</summary>
    public string RunConsole(string line)
    {
        var (asked, answer) = ConsoleLine.Read(line, _options, _state.Config);
        Log.ConsoleAnswered(_ports.Log, answer);
        if (asked is not null)
            _inbox.Notice(asked);
        return answer;
    }

    /// <summary>
    /// Runs the device until <paramref name="power"/>, its plug, is pulled; then returns, wherever it was. What is stored is
    /// whole at every moment. The ports lose power together with the device: an access point that is up is theirs to close.
    /// One run at a time.
    /// </summary>
    public async Task RunAsync(CancellationToken power)
    {
        if (!_listens)
        {
            _listens = true;
            _ports.Radio.Listen(HearRadio);
            _ports.Button.Listen(down => _inbox.Notice(new EdgentEvent.ButtonChanged(down)));
        }

        try
        {
            while (true)
            {
                var reason = await LiveAsync(power);
                Log.Restarting(_ports.Log, reason);
                await _ports.Restart.RestartAsync(reason, power);
            }
        }
        catch (OperationCanceledException) when (power.IsCancellationRequested)
        {
            _ports.Light.Show(LightPatterns.Off);
        }
    }

    /// <summary>From power-up to restart.</summary>
    private async Task<RestartReason> LiveAsync(CancellationToken power)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(power);
        _inbox.Clear();
        _scans.Clear();
        _state = new MachineState();
        var handling = _handlers.RunAsync(life.Token);
        try
        {
            var restart = await StepAsync(new EdgentEvent.Booted(await ReadStoreAsync(power)), power);
            while (restart is null)
            {
                var (happened, answer) = await _inbox.ReadAsync(power);
                restart = await StepAsync(Checked(happened), power);
                answer?.TrySetResult(HasAccepted(happened));
            }

            return restart.Value;
        }
        catch (Exception fault) when (!power.IsCancellationRequested)
        {
            // A part that fails is what a watchdog is for. Nothing is overwritten: a store that cannot be read is asked again.
            Log.Crashed(_ports.Log, fault);
            await Task.Delay(_options.Timings.ErrorWait, _ports.Time, power);
            return RestartReason.Error;
        }
        finally
        {
            await _effects.StopAsync();
            life.CancelHere();
            // A handler that hangs does not keep the device from restarting.
            await handling.WaitAsync(_options.Timings.NetworkTimeout, _ports.Time, CancellationToken.None).Ended();
            _handlers.Clear();
            _inbox.Clear();
            _state = _state with { Mode = EdgentMode.Init };
        }
    }

    private async Task<RestartReason?> StepAsync(EdgentEvent happened, CancellationToken power)
    {
        var (state, effects) = _machine.Step(_state, happened);
        _state = state;
        RestartReason? restart = null;
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Entered(var mode):
                    Log.Entered(_ports.Log, mode);
                    _entered(mode);
                    break;
                case Effect.Introduce(var updatedFrom):
                    await _effects.IntroduceAsync(state.Config.Uid, updatedFrom);
                    break;
                case Effect.Restart(var reason):
                    restart = reason;
                    break;
                default:
                    if (await _effects.DoAsync(effect, power) is { } consequence)
                        restart ??= await StepAsync(consequence, power);
                    break;
            }
        }

        return restart;
    }

    /// <summary>A network that was lost again before the machine heard of the join was never joined.</summary>
    private EdgentEvent Checked(EdgentEvent happened) =>
        happened is EdgentEvent.JoinEnded { Result: JoinResult.Joined } joined
        && joined.LossesBefore != _effects.NetworkLosses
            ? joined with
            {
                Result = JoinResult.Timeout,
            }
            : happened;

    private bool HasAccepted(EdgentEvent happened) =>
        happened is EdgentEvent.Configured(_, var save, _)
        && _state.Mode == EdgentMode.SwitchToStation
        && (!save || _state.Config.Valid);

    private async Task<EdgentConfig> ReadStoreAsync(CancellationToken power)
    {
        var config = await _ports.Store.LoadAsync(power) ?? new EdgentConfig();
        if (config.Uid.Length > 0)
            return config;
        config = config with { Uid = NewUid() };
        await _ports.Store.SaveAsync(config, power);
        return config;
    }

    private void HearRadio(RadioNotice notice)
    {
        switch (notice)
        {
            case RadioNotice.LinkLost:
                _effects.CountNetworkLoss();
                _inbox.Notice(new EdgentEvent.NetworkLost());
                break;
            case RadioNotice.Stations(var count):
                _inbox.Notice(new EdgentEvent.StationsChanged(count));
                break;
        }
    }

    /// <summary>A random UUID, version 4, as text.</summary>
    private string NewUid()
    {
        Span<byte> bytes = stackalloc byte[UidBytes];
        _ports.Entropy.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static string SuffixOf(string mac) =>
        Firstlight.Protocol.Provisioning.UnitSuffix.Of(
            Convert.FromHexString(mac.Replace(":", "", StringComparison.Ordinal)),
            ProvisioningDialect.Classic
        );
}
