using System.Diagnostics.Metrics;

namespace Firstlight.Gateway;

/// <summary>What the gateway counts. No label ever holds an address, a device or a token: their number has no bound.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "Firstlight.Gateway";

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
            description: "Device links open"
        );
        _logins = meter.CreateCounter<long>("firstlight.gateway.logins", description: "Device logins by result");
        _framesIn = meter.CreateCounter<long>(
            "firstlight.gateway.frames.received",
            description: "Frames of device protocols"
        );
        _framesOut = meter.CreateCounter<long>(
            "firstlight.gateway.frames.sent",
            description: "Frames of device protocols"
        );
        _violations = meter.CreateCounter<long>(
            "firstlight.gateway.violations",
            description: "Callers that were cut off or frames that were dropped, by reason"
        );
    }

    public void LinkOpened(string protocol) =>
        _connections.Add(1, new KeyValuePair<string, object?>("protocol", protocol));

    public void LinkClosed(string protocol) =>
        _connections.Add(-1, new KeyValuePair<string, object?>("protocol", protocol));

    public void LoggedIn(string result) => _logins.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Received(int frames) => _framesIn.Add(frames);

    public void Sent() => _framesOut.Add(1);

    public void Violated(string reason) => _violations.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
