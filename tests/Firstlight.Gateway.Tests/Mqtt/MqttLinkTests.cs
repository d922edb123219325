using System.Net;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Gateway.Tests.Mqtt;

public sealed class MqttLinkTests
{
    [Fact]
    public async Task Who_is_replaced_in_the_moment_of_its_welcome_hears_why_behind_it()
    {
        await using var host = await GatewayHost.StartAsync();
        using var cut = new CancellationTokenSource();
        MqttLink? link = null;
        using var stream = new WrittenStream(() => link!.Abort(LinkEnd.Replaced));
        link = new MqttLink(host.Services.GetRequiredService<LinkServices>(), WireOf(stream, cut));
        link.Speak(new ConnectPacket { Version = MqttVersion.V5 });

        await link.AnswerAsync(new ConnAckPacket(ReasonCode.Success));

        await GatewayHost.UntilAsync(() => cut.IsCancellationRequested, "the link is cut");
        stream
            .Writes.Select(written => (PacketType)(written[0] >> 4))
            .ShouldBe([PacketType.ConnAck, PacketType.Disconnect]);
        stream.Writes[1][2].ShouldBe((byte)ReasonCode.SessionTakenOver);
    }

    [Fact]
    public async Task Who_takes_nothing_is_cut_at_once()
    {
        await using var host = await GatewayHost.StartAsync();
        using var cut = new CancellationTokenSource();
        using var stream = new WrittenStream(() => { }) { Taken = new TaskCompletionSource().Task };
        var link = new MqttLink(host.Services.GetRequiredService<LinkServices>(), WireOf(stream, cut));
        link.Speak(new ConnectPacket { Version = MqttVersion.V5 });
        var answer = link.AnswerAsync(new ConnAckPacket(ReasonCode.Success)).AsTask();

        link.Abort(LinkEnd.Replaced);

        cut.IsCancellationRequested.ShouldBeTrue();
        answer.IsCompleted.ShouldBeFalse("this stream does not even end");
        stream.Writes.Count.ShouldBe(1);
    }

    private static Wire WireOf(Stream stream, CancellationTokenSource cut) =>
        new(
            new FakeHolder(cut.Cancel, local: null),
            stream,
            new ReceiveBuffer(stream),
            IPAddress.Loopback,
            "mqtt",
            TakenAt: 0,
            IsTls: false,
            WebSocketPath: null,
            Place: null,
            cut.Token
        );

    /// <summary>Keeps what is written, and calls somebody in the middle of the first write.</summary>
    private sealed class WrittenStream(Action inTheMiddle) : MemoryStream
    {
        public List<byte[]> Writes { get; } = [];

        /// <summary>When the other end takes what is written.</summary>
        public Task Taken { get; init; } = Task.CompletedTask;

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            Writes.Add(buffer.ToArray());
            if (Writes.Count == 1)
                inTheMiddle();
            await Taken;
        }
    }
}
