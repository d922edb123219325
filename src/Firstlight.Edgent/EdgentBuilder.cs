namespace Firstlight.Edgent;

/// <summary>
/// Puts a device together: what it is, and what its program does with pins, periods and logins. Handlers of one device run
/// one at a time, in order, so they need no locks; a handler that takes long delays the others, never the link.
/// </summary>
public sealed class EdgentBuilder
{
    private readonly Dictionary<byte, Func<VirtualValue, ICloud, ValueTask>> _pins = [];
    private readonly List<PeriodicWork> _periodic = [];
    private readonly List<Func<ICloud, ValueTask>> _connected = [];
    private Func<byte, VirtualValue, ICloud, ValueTask>? _otherPins;
    private EdgentOptions _options;

    /// <summary>A device of this template (id and name, as its page in the console shows them) and firmware version.</summary>
    /// <exception cref="ArgumentException">The id does not begin with <c>TMPL</c>, or the name or version is empty.</exception>
    public EdgentBuilder((string Id, string Name) template, string firmware)
        : this(
            new EdgentOptions
            {
                TemplateId = template.Id,
                TemplateName = template.Name,
                FirmwareVersion = firmware,
            }
        ) { }

    /// <summary>A device with all options.</summary>
    /// <exception cref="ArgumentException">The id does not begin with <c>TMPL</c>, or the name or version is empty.</exception>
    public EdgentBuilder(EdgentOptions options)
    {
        // Classic firmware hangs for ever on these; here the developer hears it at once.
        if (!options.TemplateId.StartsWith("TMPL", StringComparison.Ordinal))
            throw new ArgumentException("A template id begins with TMPL.", nameof(options));
        ArgumentException.ThrowIfNullOrWhiteSpace(options.TemplateName);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.FirmwareVersion);
        _options = options;
    }

    /// <summary>Changes the options.</summary>
    public EdgentBuilder With(Func<EdgentOptions, EdgentOptions> change)
    {
        _options = change(_options);
        return this;
    }

    /// <summary>Called with every value that the cloud writes to the pin.</summary>
    public EdgentBuilder On(byte pin, Action<VirtualValue> handler) =>
        On(
            pin,
            (value, _) =>
            {
                handler(value);
                return ValueTask.CompletedTask;
            }
        );

    /// <summary>The same for a handler that answers to the cloud.</summary>
    public EdgentBuilder On(byte pin, Func<VirtualValue, ICloud, ValueTask> handler)
    {
        _pins[pin] = handler;
        return this;
    }

    /// <summary>Called with values for pins that have no handler of their own.</summary>
    public EdgentBuilder OnOtherPins(Func<byte, VirtualValue, ICloud, ValueTask> handler)
    {
        _otherPins = handler;
        return this;
    }

    /// <summary>Done again and again while online, first one period after the login.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive.</exception>
    public EdgentBuilder Every(TimeSpan period, Func<ICloud, ValueTask> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        _periodic.Add(new PeriodicWork(period, work));
        return this;
    }

    /// <summary>Done after each login; the place for <see cref="ICloud.SyncAllAsync"/>.</summary>
    public EdgentBuilder OnConnected(Func<ICloud, ValueTask> work)
    {
        _connected.Add(work);
        return this;
    }

    /// <summary>The device, not yet powered: <see cref="EdgentDevice.RunAsync"/> is the plug.</summary>
    public EdgentDevice Build(EdgentPorts ports) =>
        new(
            _options,
            new DeviceProgram
            {
                Pins = _pins,
                OtherPins = _otherPins,
                Periodic = _periodic,
                Connected = _connected,
            },
            ports
        );
}
