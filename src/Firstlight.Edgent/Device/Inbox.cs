using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent;

/// <summary>What happened and was not looked at yet; one reader, the device's own loop.</summary>
internal sealed class Inbox(ILogger log)
{
    private const int WaitingMax = 64;

    private readonly Channel<Letter> _letters = Channel.CreateBounded<Letter>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true }
    );

    /// <summary>From outside, where nobody can wait.</summary>
    public void Notice(EdgentEvent happened)
    {
        if (!_letters.Writer.TryWrite(new Letter(happened, null)))
            Log.InboxFull(log);
    }

    /// <summary>From the device's own work, whose results must not be lost.</summary>
    public ValueTask ReportAsync(EdgentEvent happened, CancellationToken cancellation) =>
        _letters.Writer.WriteAsync(new Letter(happened, null), cancellation);

    /// <summary>Waits until the device has acted; false when it could not.</summary>
    public async Task<bool> AskAsync(EdgentEvent happened, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _letters.Writer.WriteAsync(new Letter(happened, answer), cancellation);
        using var given = cancellation.Register(() => answer.TrySetCanceled(cancellation));
        return await answer.Task;
    }

    public ValueTask<Letter> ReadAsync(CancellationToken cancellation) => _letters.Reader.ReadAsync(cancellation);

    /// <summary>Power is gone: nobody will act any more.</summary>
    public void Clear()
    {
        while (_letters.Reader.TryRead(out var letter))
            letter.Answer?.TrySetResult(false);
    }

    internal readonly record struct Letter(EdgentEvent Event, TaskCompletionSource<bool>? Answer);
}
