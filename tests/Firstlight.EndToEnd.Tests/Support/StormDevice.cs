using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Firstlight.Protocol.Mqtt;
using Firstlight.Protocol.Mqtt.V5;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Mqtt;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>
/// One of very many: it connects, writes a number that only grows, and when the cloud is lost it is back within a second,
/// as impatient firmware is.
/// </summary>
internal sealed class StormDevice(string token, bool speaksMqtt, TimeSpan patience)
{
    private const int NotePin = 2;

    private int _written;

    public string Token => token;

    public bool SpeaksMqtt => speaksMqtt;

    /// <summary>The highest number that the cloud acknowledged: it promised that this one is on disk.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>When it was last welcome, as a timestamp; what it wrote then is acknowledged if its protocol does that.</summary>
    public long BackAt { get; private set; }

    /// <summary>How often it was told that its token, which is good, is not known.</summary>
    public int CalledInvalid { get; private set; }

    /// <summary>Ends when it is cancelled.</summary>
    public async Task LiveAsync(int port, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await ComeInAsync(port, cancellation);
                await Task.Delay(patience, TimeProvider.System, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Its time is over.
        }
    }

    private async Task ComeInAsync(int port, CancellationToken cancellation)
    {
        try
        {
            await (speaksMqtt ? ByMqttAsync(port, cancellation) : NativelyAsync(port, cancellation));
        }
        catch (Exception lost)
            when (lost is IOException or SocketException or TimeoutException or InvalidOperationException)
        {
            // The cloud went away, or is not back yet.
        }
    }

    private async Task ByMqttAsync(int port, CancellationToken cancellation)
    {
        await using var client = await MqttClient.ConnectAsync(port);
        var answer = await client.LogInAsync(token);
        if (answer.Reason is not ReasonCode.Success)
        {
            CalledInvalid += answer.Reason is ReasonCode.ServerUnavailable or ReasonCode.ServerBusy ? 0 : 1;
            return;
        }

        var number = ++_written;
        var id = await client.PublishAsync("ds/Note", Text(number), QualityOfService.AtLeastOnce);
        await client.ReadAckAsync(PacketType.PubAck, id);
        Acknowledged = number;
        BackAt = Stopwatch.GetTimestamp();
        await UntilLostAsync(client.Stream, cancellation);
    }

    private async Task NativelyAsync(int port, CancellationToken cancellation)
    {
        await using var socket = await NativeSocket.TryConnectAsync(port, cancellation);
        if (socket is null)
            return;
        var answer = await socket.LoginAsync(token, cancellation);
        if (answer is not StatusCode.Success)
        {
            CalledInvalid += answer is StatusCode.InvalidToken ? 1 : 0;
            return;
        }

        await socket.WriteAsync(NotePin, Text(++_written), cancellation);
        BackAt = Stopwatch.GetTimestamp();
        await socket.ReadToEndAsync(cancellation);
    }

    private static async Task UntilLostAsync(Stream stream, CancellationToken cancellation)
    {
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellation) > 0) { }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
