using System.Buffers;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent;

/// <summary>One attempt to be online: connect, log in, say who this is, and stay until the link ends.</summary>
internal sealed class CloudAttempt(
    EdgentOptions options,
    DeviceProgram program,
    EdgentPorts ports,
    Dialler dialler,
    HandlerQueue handlers,
    CloudFace cloud,
    Inbox inbox,
    Action<string> console
)
{
    /// <summary>What our link speaks: the C++ library's version whose behaviour it follows.</summary>
    private const string LibraryVersion = "1.4.0";

    /// <summary>Reports <see cref="EdgentEvent.LinkUp"/> when logged in; returns how it ended.</summary>
    public async Task<LinkOutcome> RunAsync(Effect.Connect attempt, CancellationToken cancellation)
    {
        var address = attempt.Address;
        var (stream, failure) = await dialler.DialAsync(address, cancellation);
        if (stream is null)
            return new LinkOutcome(failure);

        var session = new LinkSession(program, handlers, cloud, inbox, console, cancellation);
        using var link = new CloudLink(stream, address, options.Timings, ports.Time, session, ports.Log);
        if (await link.LoginAsync(attempt.Config.Token, cancellation) is { } refused)
            return refused;
        return await StayAsync(link, attempt.Attempt, cancellation);
    }

    private async Task<LinkOutcome> StayAsync(CloudLink link, int attempt, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await link.SendAsync(Introduce);
        var carrying = link.RunAsync(ending.Token);
        cloud.Use(link);
        var repeating = program.Periodic.Select(work => handlers.RepeatAsync(work, ports.Time, ending.Token)).ToArray();
        try
        {
            await inbox.ReportAsync(new EdgentEvent.LinkUp(attempt), cancellation);
            foreach (var work in program.Connected)
                await handlers.AddAsync(work, cancellation);
            return await carrying;
        }
        finally
        {
            cloud.Use(null);
            ending.CancelHere();
            await Task.WhenAll([carrying, .. repeating]).Ended();
        }
    }

    private void Introduce(IBufferWriter<byte> output, ushort messageId) =>
        new DeviceInformation
        {
            FirmwareVersion = options.FirmwareVersion,
            FirmwareType = options.FirmwareType ?? options.TemplateId,
            Build = options.Build,
            LibraryVersion = LibraryVersion,
            HeartbeatSeconds = (int)options.Timings.Heartbeat.TotalSeconds,
            ReceiveBytesMax = CloudLink.BodyBytesMax,
            Board = options.Board,
            Cpu = options.Cpu,
            Connection = options.Connection,
            TemplateId = options.TemplateId,
        }.Write(output, messageId);
}
