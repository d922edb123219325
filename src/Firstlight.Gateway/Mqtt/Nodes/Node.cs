using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Traffic;

namespace Firstlight.Gateway.Mqtt.Nodes;

/// <summary>One of many devices behind a connection: a session of its own in the fleet, reached through the shared link.</summary>
internal sealed class Node : IDeviceLink
{
    private readonly LinkServices _services;
    private readonly MqttLink _link;
    private readonly TrafficTap _tap;
    private MqttDevice? _device;
    private volatile bool _isGone;

    public Node(LinkServices services, MqttLink link, AuthToken token)
    {
        _services = services;
        _link = link;
        TakenAt = services.Time.GetTimestamp();
        _tap = new TrafficTap(services.Traffic, services.Time, link.Protocol);
        Voice = new MqttVoice(link, NodeTopic.Prefix(token), _tap);
        Flood = new MessageFlood(services, services.Flood);
    }

    public string Protocol => _link.Protocol;

    public string RemoteAddress => _link.RemoteAddress;

    /// <summary>When the device first spoke behind this connection, which may be older than its own one.</summary>
    public long TakenAt { get; }

    public MqttVoice Voice { get; }

    public MessageFlood Flood { get; }

    /// <summary>The fleet ended it: the device is deleted, or speaks by another connection now.</summary>
    public bool IsGone => _isGone;

    /// <summary>The device, once the fleet let it in.</summary>
    public MqttDevice Device => _device ?? throw new InvalidOperationException("The node is not let in yet.");

    public void Enter(IDeviceSession session, TimeSpan? keepAlive)
    {
        Voice.Session = session;
        _device = new MqttDevice(session, Voice, keepAlive, _services.Time);
        _tap.Device = session.Device;
        _tap.Happened("login", $"behind {_link.RemoteAddress}");
    }

    public async ValueTask<bool> SendAsync(DeviceCommand command, CancellationToken cancellation) =>
        !_isGone && await Voice.DeliverAsync(command, cancellation);

    public async ValueTask<bool> PingAsync(CancellationToken cancellation) =>
        !_isGone && await Voice.PingAsync(cancellation);

    public void Abort(LinkEnd end)
    {
        if (_isGone)
            return;
        _isGone = true;
        var words = Ending.Of(end).Words;
        _tap.Happened("connection ended", words);
        _ = SayGoodbyeAsync($"This connection does not speak for the device any more: {words}.");
    }

    /// <summary>The session's end begins the wait of the offline rule.</summary>
    public async ValueTask LeaveAsync(string why)
    {
        if (!_isGone)
            _tap.Happened("connection ended", why);
        _isGone = true;
        await Device.Session.DisposeAsync();
    }

    private async Task SayGoodbyeAsync(string text)
    {
        try
        {
            await Voice.DiagnoseAsync(text, _link.WireEnded);
        }
        catch (Exception lost) when (DeviceLink.IsLost(lost))
        {
            // Nobody is there to hear it.
        }
    }
}
