using System.Buffers;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Mqtt.Uplinks;

namespace Firstlight.Gateway.Mqtt;

/// <summary>One device that speaks MQTT, whether the connection is its own or it shares one: what its topics work with.</summary>
/// <param name="session">The device in the fleet.</param>
/// <param name="voice">The way to say something to it.</param>
/// <param name="keepAlive">The interval between life signs that its connection named.</param>
internal sealed class MqttDevice(IDeviceSession session, MqttVoice voice, TimeSpan? keepAlive, TimeProvider time)
{
    private int _informed;

    public IDeviceSession Session => session;

    public MqttVoice Voice => voice;

    public TimeProvider Time => time;

    /// <summary>Takes a message; what is wrong with it is said to the device.</summary>
    public async ValueTask<Taken> TakeAsync(
        string topic,
        ReadOnlySequence<byte> payload,
        CancellationToken cancellation
    )
    {
        if (voice.Tap.IsWatched)
            voice.Tap.Note(TrafficDirection.FromDevice, "publish", MessageWords.Of(topic, payload));
        var taken = await UplinkRoutes.TakeAsync(this, topic, payload, cancellation);
        if (taken.Fault is not { } fault)
            return taken;
        session.NoteFault(fault);
        await voice.DiagnoseAsync($"{topic}: {fault.Words}", cancellation);
        return taken;
    }

    /// <summary>Messages of it were dropped.</summary>
    public async ValueTask TellFloodAsync(int? perSecond, CancellationToken cancellation)
    {
        var fault = Complaints.Flood(perSecond);
        session.NoteFault(fault);
        await voice.DiagnoseAsync(fault.Words, cancellation);
    }

    /// <summary>Takes over what the device said about itself.</summary>
    public async ValueTask<ReportResult> ReportAsync(HardwareReport report, CancellationToken cancellation)
    {
        Interlocked.Exchange(ref _informed, 1);
        var result = await session.ReportAsync(report with { Heartbeat = keepAlive }, cancellation);
        if (report.ReceiveBytesMax is { } bytes)
            voice.TakeReceiveBuffer(bytes);
        return result;
    }

    /// <summary>
    /// The device said nothing about itself. If it is still to be activated, its session may know the template anyway.
    /// False when it may not stay.
    /// </summary>
    public async ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _informed, 1) == 1)
            return true;
        if (await session.FindTemplateAsync(cancellation) is not null)
            return true;
        var report = new HardwareReport { Heartbeat = keepAlive };
        return await session.ReportAsync(report, cancellation) is ReportResult.Ready or ReportResult.TemplateMissing;
    }
}
