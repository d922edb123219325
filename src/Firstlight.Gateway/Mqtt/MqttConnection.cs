using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt;

/// <summary>One link that speaks MQTT.</summary>
internal sealed partial class MqttConnection : DeviceConnection
{
    private readonly MqttLink _link;
    private ConnectPacket? _connect;
    private bool _mayAnswer;
    private MqttPeer? _peer;

    public MqttConnection(LinkServices services, Wire wire)
        : this(services, wire, new MqttLink(services, wire)) { }

    private MqttConnection(LinkServices services, Wire wire, MqttLink link)
        : base(services, wire, link) => _link = link;

    protected override long IdleTicks => _peer!.IdleTicks;

    protected override ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation) =>
        _peer!.GoOnWithoutInfoAsync(cancellation);

    protected override async ValueTask<bool> HandleArrivedAsync(long now)
    {
        var peer = _peer!;
        var packets = 0;
        try
        {
            while (true)
            {
                var unread = Wire.Input.Unread;
                var bytesMax = Services.Options.MqttMessageBytesMax;
                var outcome = PacketReader.Read(ref unread, bytesMax, out var packet, out var violation);
                if (outcome is ReadOutcome.Violation)
                    peer.Break(violation);
                if (outcome is ReadOutcome.Packet)
                {
                    packets++;
                    await peer.HandleAsync(packet, Wire.Ended);
                    Wire.Input.KeepOnly(unread);
                    if (peer.Verdict is null)
                        continue;
                }

                await peer.Acknowledgements.SettleAsync(Wire.Ended);
                return peer.Verdict is null || End(peer);
            }
        }
        finally
        {
            Services.Metrics.Received(packets);
        }
    }

    protected override async ValueTask LeaveAsync(Ending ending)
    {
        var mayLinger = _link.Aborted is null && await SayLastWordsAsync(ending);
        if (_peer is not null && !ending.IsOurDoing)
            await _peer.PublishWillAsync();
        if (mayLinger)
            await LingerAsync();
    }

    protected override async ValueTask GiveBackAsync()
    {
        if (_peer is not null)
            await _peer.GiveBackAsync();
        await base.GiveBackAsync();
    }

    private bool End(MqttPeer peer)
    {
        Verdict = peer.Verdict;
        if (peer.BrokeTheProtocol)
            Violated(Verdict!.Words);
        return false;
    }

    /// <summary>True when something was said that must not be lost in the closing.</summary>
    private async ValueTask<bool> SayLastWordsAsync(Ending ending)
    {
        if (ending.Reason < ReasonCode.UnspecifiedError || !_mayAnswer)
            return false;
        if (_peer is not null)
            await _link.DisconnectAsync(ending);
        else
            await _link.AnswerAsync(new ConnAckPacket(ending.Reason, Properties: InWords(ending.Words)));
        return true;
    }
}
