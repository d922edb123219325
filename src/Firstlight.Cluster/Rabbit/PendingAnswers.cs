using System.Collections.Concurrent;
using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Requests that wait for their answer on one connection.</summary>
internal sealed class PendingAnswers(int waitingMax)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<BackboneAnswer>> _waiting = new(
        StringComparer.Ordinal
    );
    private long _last;
    private volatile bool _isOver;

    /// <summary>A place for one more, or null when there are too many or the connection has ended.</summary>
    public (string Number, Task<BackboneAnswer> Answer)? Begin()
    {
        if (_isOver || _waiting.Count >= waitingMax)
            return null;
        var number = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<BackboneAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[number] = answer;
        if (_isOver)
            Settle(number, BackboneAnswer.NotTaken);
        return (number, answer.Task);
    }

    /// <summary>Nothing happens when nobody waits any more.</summary>
    public void Settle(string number, BackboneAnswer answer)
    {
        if (_waiting.TryRemove(number, out var waiting))
            waiting.TrySetResult(answer);
    }

    public void Forget(string number) => _waiting.TryRemove(number, out _);

    /// <summary>The connection has ended: no more answers.</summary>
    public void End()
    {
        _isOver = true;
        foreach (var number in _waiting.Keys)
            Settle(number, BackboneAnswer.Unknown);
    }
}
