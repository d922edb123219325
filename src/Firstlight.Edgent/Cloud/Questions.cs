namespace Firstlight.Edgent;

/// <summary>What the program asked the cloud and waits for. Answers carry no id that could be trusted; they are matched by subject.</summary>
internal sealed class Questions(TimeProvider time, TimeSpan patience)
{
    private const int OpenMax = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource<string>> _open = new(StringComparer.Ordinal);

    /// <summary>Asks by <paramref name="send"/> and waits; null when nobody answers in time or too much is asked at once.</summary>
    public async Task<string?> AskAsync(string subject, Func<ValueTask<bool>> send, CancellationToken cancellation)
    {
        TaskCompletionSource<string>? answer;
        lock (_gate)
        {
            if (!_open.TryGetValue(subject, out answer))
            {
                if (_open.Count >= OpenMax)
                    return null;
                answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _open.Add(subject, answer);
            }
        }

        try
        {
            return await send() ? await answer.Task.WaitAsync(patience, time, cancellation) : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
            {
                if (_open.TryGetValue(subject, out var current) && current == answer)
                    _open.Remove(subject);
            }
        }
    }

    /// <summary>An answer came; whoever waits for it gets it.</summary>
    public void Answer(string subject, string text)
    {
        lock (_gate)
        {
            if (_open.Remove(subject, out var answer))
                answer.TrySetResult(text);
        }
    }
}
