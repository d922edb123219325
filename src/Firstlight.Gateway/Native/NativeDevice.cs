using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>A device that has logged in: which command of it does what.</summary>
/// <remarks>Answers follow <c>docs/protocols/native.md</c>; what the original cloud does not publish is listed there as a decision.</remarks>
internal sealed class NativeDevice
{
    /// <summary>What the Node library calls its board.</summary>
    private const string NodeLibrary = "js";

    private readonly LinkServices _services;
    private FloodGate _flood;
    private Dictionary<VirtualPin, DeviceId>? _bridges;
    private bool _strayBytesDue;
    private int _informed;
    private long _idleTicks;

    public NativeDevice(LinkServices services, NativeLink link, IDeviceSession session, AuthToken token)
    {
        _services = services;
        Link = link;
        Session = session;
        Token = token;
        _flood = new FloodGate(services.Flood);
        Heartbeat(null);
    }

    public IDeviceSession Session { get; }

    public NativeLink Link { get; }

    /// <summary>The device may ask for its own token by the reserved metadata name.</summary>
    public AuthToken Token { get; }

    public TimeProvider Time => _services.Time;

    public GatewayMetrics Metrics => _services.Metrics;

    /// <summary>The one time of all writes of the open group; null outside groups.</summary>
    public DateTimeOffset? GroupTime { get; set; }

    /// <summary>The devices that this one writes to, by bridge pin. Most devices have none.</summary>
    public Dictionary<VirtualPin, DeviceId> Bridges => _bridges ??= [];

    /// <summary>How long the device may be silent, in timestamp ticks.</summary>
    public long IdleTicks => Volatile.Read(ref _idleTicks);

    /// <summary>Handles one frame; false ends the link.</summary>
    public ValueTask<bool> HandleAsync(Frame frame, long now, CancellationToken cancellation)
    {
        Link.Tap.Came(frame);
        switch (frame.Command)
        {
            case Command.Response:
                // Code 3 is for apps; a device that sends it is an early Python library, which adds three bytes.
                Link.TakeResponse();
                _strayBytesDue = frame.Status == (ushort)StatusCode.NotRegistered;
                return ValueTask.FromResult(true);
            case Command.Ping:
                return AnswerAsync(frame, StatusCode.Success);
            default:
                return _services.Options.FloodLimit is null
                    ? DispatchAsync(frame, cancellation)
                    : LimitAsync(frame, _flood.Take(now), cancellation);
        }
    }

    /// <summary>
    /// The early Python library answers a ping with a frame whose code says three bytes, and sends these bytes: <c>200</c>.
    /// False while it is not clear yet whether they come.
    /// </summary>
    public bool SkipStrayBytes(ReceiveBuffer input)
    {
        if (!_strayBytesDue)
            return true;
        var stray = "200"u8;
        var here = input.UnreadSpan;
        if (here.Length < stray.Length && stray.StartsWith(here))
            return false;
        _strayBytesDue = false;
        if (here.StartsWith(stray))
            input.Skip(stray.Length);
        return true;
    }

    /// <summary>Takes over what the device said about itself; false when it may not stay.</summary>
    public async ValueTask<bool> ReportAsync(HardwareReport report, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _informed, 1);
        if (!MayStay(await Session.ReportAsync(report, cancellation)))
            return false;
        Heartbeat(report.Heartbeat);
        Link.IsOneByteText = report.Board == NodeLibrary;
        Link.TakesPings = !IsEarlyPython(report);
        Link.ReceiveBytesMax = report.ReceiveBytesMax ?? NativeLimits.DeviceReceiveBytesDefault;
        return true;
    }

    /// <summary>
    /// The device said nothing about itself. If it is still to be activated, its session may know the template anyway.
    /// False when it may not stay.
    /// </summary>
    public async ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _informed, 1) == 1)
            return true;
        if (await Session.FindTemplateAsync(cancellation) is not null)
            return true;
        return MayStay(await Session.ReportAsync(new HardwareReport(), cancellation));
    }

    public async ValueTask<bool> AnswerAsync(Frame frame, StatusCode status)
    {
        if (NativeComplaints.Of(frame, status) is { } fault)
            Session.NoteFault(fault);
        await Link.AnswerAsync(frame.MessageId, status);
        return true;
    }

    /// <summary>The device named a token that it has no business with: its answer waits as one to a wrong login does.</summary>
    public async ValueTask SlowGuessingAsync(CancellationToken cancellation)
    {
        var delay = _services.WrongTokens.Note(Link.Remote);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, Time, cancellation);
    }

    private ValueTask<bool> LimitAsync(Frame frame, FloodVerdict verdict, CancellationToken cancellation)
    {
        if (verdict is FloodVerdict.Pass)
            return DispatchAsync(frame, cancellation);
        Metrics.Violated("flood");
        if (verdict is FloodVerdict.DropAndTell)
            Session.NoteFault(Complaints.Flood(_services.Options.FloodLimit));
        if (verdict is FloodVerdict.DropAndTell)
            return AnswerAsync(frame, StatusCode.QuotaLimit);
        if (verdict is FloodVerdict.Close)
            Log.Flooded(_services.Logger, Session.Device, Link.Remote);
        return ValueTask.FromResult(verdict is FloodVerdict.Drop);
    }

    private ValueTask<bool> DispatchAsync(Frame frame, CancellationToken cancellation) =>
        frame.Command switch
        {
            Command.Hardware => HardwareCommands.HandleAsync(this, frame, cancellation),
            Command.HardwareSync => HardwareCommands.SyncAsync(this, frame, cancellation),
            Command.Group => HardwareCommands.GroupAsync(this, frame),
            Command.Internal => InternalCommands.HandleAsync(this, frame, cancellation),
            Command.Property => PropertyCommand.HandleAsync(this, frame, cancellation),
            Command.EventLog => EventCommands.LogAsync(this, frame, cancellation),
            Command.EventClear => EventCommands.ClearAsync(this, frame, cancellation),
            Command.HardwareLogin or Command.Login => AnswerAsync(frame, StatusCode.AlreadyRegistered),

            Command.Bridge when _services.Options.MayBridge => BridgeCommand.HandleAsync(this, frame, cancellation),

            // Replaced by events; the library functions still exist.
            Command.Tweet or Command.Email or Command.Notify or Command.Sms or Command.Bridge => AnswerAsync(
                frame,
                StatusCode.NotAllowed
            ),
            _ => ValueTask.FromResult(IsIgnored(frame)),
        };

    /// <summary>The original server ignored unknown numbers below 100 and closed at others; libraries count on the first.</summary>
    private bool IsIgnored(Frame frame)
    {
        const int unknownTolerated = 100;
        if (frame.CommandByte < unknownTolerated)
            return true;
        Metrics.Violated("unknown command");
        Session.NoteFault(Complaints.Broken($"There is no command {frame.CommandByte}; the connection was closed."));
        return false;
    }

    private static bool IsEarlyPython(HardwareReport report) =>
        report is { Board: "python" or "mpython", LibraryVersion: { } version }
        && version.StartsWith("0.2.", StringComparison.Ordinal);

    private static bool MayStay(ReportResult report) => report is ReportResult.Ready or ReportResult.TemplateMissing;

    private void Heartbeat(TimeSpan? named) => Volatile.Write(ref _idleTicks, _services.IdleTicks(named));
}
