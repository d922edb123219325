using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.TestKit.Mqtt;

/// <summary>
/// A device on MQTT that does exactly what a test says, nothing on its own. Every wait is bounded by <see cref="Patience"/>.
/// </summary>
public sealed class MqttClient(Stream stream, MqttVersion version) : IAsyncDisposable
{
    /// <summary>How long any answer may take before the test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ReadAhead _input = new(stream, Patience);
    private ushort _lastId;

    public Stream Stream => stream;

    /// <summary>Connects to this machine.</summary>
    public static async Task<MqttClient> ConnectAsync(int port, MqttVersion version = MqttVersion.V311)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience);
        return new MqttClient(new NetworkStream(socket, ownsSocket: true), version);
    }

    /// <summary>Says CONNECT as the device of the token; what differs from the usual is given.</summary>
    public async Task<ConnAckPacket> LogInAsync(
        string token,
        string user = "device",
        ushort keepAlive = 45,
        string clientId = "",
        WillMessage? will = null,
        bool clean = true,
        params Property[] properties
    )
    {
        var connect = new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = clean,
            KeepAliveSeconds = keepAlive,
            UserName = user,
            Password = Encoding.UTF8.GetBytes(token),
            Will = will,
            Properties = Properties.Of(properties),
        };
        await SendAsync(connect.Write);
        return await ReadConnAckAsync();
    }

    public async Task<ConnAckPacket> ReadConnAckAsync()
    {
        var packet = await ExpectAsync(PacketType.ConnAck);
        return ConnAckPacket.TryRead(packet, version, out var answer, out var wrong)
            ? answer
            : throw new InvalidOperationException(wrong.What);
    }

    /// <summary>Publishes with the next id of this client, and returns that id (0 for QoS 0).</summary>
    public async Task<ushort> PublishAsync(
        string topic,
        string payload,
        QualityOfService qos = QualityOfService.AtMostOnce
    )
    {
        var id = qos is QualityOfService.AtMostOnce ? (ushort)0 : ++_lastId;
        await SendAsync(output => PublishPacket.Write(output, version, topic, payload, qos, id));
        return id;
    }

    /// <summary>Subscribes to one filter and returns the answer's code.</summary>
    public async Task<ReasonCode> SubscribeAsync(string filter, QualityOfService qos = QualityOfService.AtMostOnce)
    {
        var wish = new SubscriptionWish(filter, qos);
        await SendAsync(output => new SubscribePacket(++_lastId, [wish]).Write(output, version));
        var packet = await ExpectAsync(PacketType.SubAck);
        return SubAckPacket.TryRead(packet, version, out var answer, out var wrong)
            ? answer!.Reasons.Single()
            : throw new InvalidOperationException(wrong.What);
    }

    /// <summary>The next packet, which is an answer to the message with this id.</summary>
    public async Task<AckPacket> ReadAckAsync(PacketType type, ushort id)
    {
        var packet = await ExpectAsync(type);
        if (!AckPacket.TryRead(packet, version, out var ack, out var wrong))
            throw new InvalidOperationException(wrong.What);
        return ack.PacketId == id ? ack : throw new InvalidOperationException($"Not {id} but {ack.PacketId}.");
    }

    /// <summary>The next packet, which is a message: <c>topic = payload</c>.</summary>
    public async Task<string> ReadMessageAsync()
    {
        var message = await ReadPublishAsync();
        return $"{MqttText.Decode(message.Topic)} = {MqttText.Decode(message.Payload)}";
    }

    public async Task<PublishPacket> ReadPublishAsync()
    {
        var packet = await ExpectAsync(PacketType.Publish);
        return PublishPacket.TryRead(packet, version, out var publish, out var wrong)
            ? publish
            : throw new InvalidOperationException(wrong.What);
    }

    /// <summary>The server's DISCONNECT and the end.</summary>
    public async Task<ReasonCode> ReadDisconnectAsync()
    {
        var packet = await ExpectAsync(PacketType.Disconnect);
        DisconnectPacket.TryRead(packet, version, out var disconnect, out _);
        return disconnect.Reason;
    }

    public Task PingAsync() => SendAsync(PingPackets.WriteRequest);

    public async Task PingPongAsync()
    {
        await PingAsync();
        await ExpectAsync(PacketType.PingResp);
    }

    public Task DisconnectAsync(ReasonCode reason = ReasonCode.Success) =>
        SendAsync(output => new DisconnectPacket(PacketType.Disconnect, reason).Write(output, version));

    public async Task SendAsync(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        await SendRawAsync(output.WrittenMemory);
    }

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes) =>
        await stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>Sends hexadecimal digits; blanks are ignored.</summary>
    public Task SendHexAsync(string hex) =>
        SendRawAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>The next packet, which must be of this type.</summary>
    public async Task<Packet> ExpectAsync(PacketType type)
    {
        var packet = await TryReadAsync();
        if (packet is null)
            throw new InvalidOperationException($"The server closed instead of sending {type}.");
        return packet.Value.Type == type
            ? packet.Value
            : throw new InvalidOperationException($"Not {type} but {packet.Value.Type}: {Hex(packet.Value)}.");
    }

    /// <summary>The next packet, or null when the server closes the connection.</summary>
    public async Task<Packet?> TryReadAsync()
    {
        while (true)
        {
            if (TakePacket() is { } packet)
                return packet;
            if (!await _input.FillAsync())
                return null;
        }
    }

    /// <summary>Ends when the server has closed; fails on a packet before that.</summary>
    public async Task WaitForCloseAsync()
    {
        if (await TryReadAsync() is { } packet)
            throw new InvalidOperationException($"Instead of closing, the server sent {packet.Type}: {Hex(packet)}.");
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static string Hex(in Packet packet) => Convert.ToHexString(packet.Body.ToArray());

    private Packet? TakePacket()
    {
        var unread = _input.Unread;
        var outcome = PacketReader.Read(ref unread, 1_000_000, out var packet, out var wrong);
        if (outcome is ReadOutcome.Violation)
            throw new InvalidOperationException(wrong.What);
        if (outcome is ReadOutcome.More)
            return null;
        var kept = packet with { Body = new ReadOnlySequence<byte>(packet.Body.ToArray()) };
        _input.TakeUntil(unread);
        return kept;
    }
}
