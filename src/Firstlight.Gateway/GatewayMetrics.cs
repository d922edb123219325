using System.Diagnostics.Metrics;

namespace Firstlight.Gateway;

/// <summary>What the gateway counts. No label ever holds an address, a device or a token: their number has no bound.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Firstlight.Gateway";

    private const string Protocol = "network.protocol.name";
    private const string Outcome = "firstlight.outcome";
    private const string Reason = "firstlight.reason";

    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _framesIn;
    private readonly Counter<long> _framesOut;
    private readonly Counter<long> _violations;

    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _connections = meter.CreateUpDownCounter<long>(
            "firstlight.gateway.connections",
            "{connection}",
            "Device links open"
        );
        _logins = meter.CreateCounter<long>("firstlight.gateway.logins", "{login}", "Device logins by outcome");
        _framesIn = meter.CreateCounter<long>(
            "firstlight.gateway.frames.received",
            "{frame}",
            "Frames of device protocols"
        );
        _framesOut = meter.CreateCounter<long>(
            "firstlight.gateway.frames.sent",
            "{frame}",
            "Frames of device protocols"
        );
        _violations = meter.CreateCounter<long>(
            "firstlight.gateway.violations",
            "{violation}",
            "Callers that were cut off or frames that were dropped, by reason"
        );
    }

    public void LinkOpened(string protocol) =>
        _connections.Add(1, new KeyValuePair<string, object?>(Protocol, protocol));

    public void LinkClosed(string protocol) =>
        _connections.Add(-1, new KeyValuePair<string, object?>(Protocol, protocol));

    public void LoggedIn(string outcome) => _logins.Add(1, new KeyValuePair<string, object?>(Outcome, outcome));

    public void Received(int frames) => _framesIn.Add(frames);

    public void Sent() => _framesOut.Add(1);

    public void Violated(string reason) => _violations.Add(1, new KeyValuePair<string, object?>(Reason, reason));
}
