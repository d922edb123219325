using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>One program at the bridge. Its requests are done one after the other, in their order.</summary>
internal sealed class ProgramSession(
    Stream stream,
    RequestReader reader,
    RequestRunner runner,
    IBridgedDevice device,
    TimeProvider time,
    ILogger log
)
{
    private readonly Outbox _outbox = new();

    /// <summary>A line for the program.</summary>
    public void Tell(byte[] line) => _outbox.Add(line);

    /// <summary>Serves until the program hangs up.</summary>
    public async Task RunAsync(CancellationToken power)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(power);
        var sending = SendAsync(ending.Token);
        try
        {
            await ReceiveAsync(power);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            Log.ProgramBroke(log);
        }
        catch (InvalidDataException tooLong)
        {
            Tell(BridgeLines.Error(new BridgeFault("bad_line", "line", tooLong.Message), id: null));
        }

        // A program that said its last word may still read the answers, for a moment.
        _outbox.Complete();
        using var patience = new CancellationTokenSource(BridgeLimits.LastAnswers, time);
        await using var late = patience.Token.Register(ending.Cancel);
        await sending;
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var lines = new LineReader(stream);
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            if (line.AsSpan().Trim(" \r\t"u8).IsEmpty)
                continue;
            var (asked, fault, id) = reader.Read(line);
            fault ??= await runner.RunAsync(asked!, cancellation);
            if (fault is not null)
                Tell(BridgeLines.Error(fault, id));
            else if (asked is BridgeRequest.State)
                Tell(BridgeLines.State(device.State));
            if (fault is null && id is { } answerTo)
                Tell(BridgeLines.Done(answerTo));
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _outbox.TakeAsync(cancellation) is { } line)
                await stream.WriteAsync(line, cancellation);
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // The program hung up, or the power is gone: the reading side ends, too.
        }
    }
}
