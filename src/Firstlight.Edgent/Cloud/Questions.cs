namespace Firstlight.Edgent;

/// <summary>What the program asked the cloud and waits for. Answers carry no id that could be trusted; they are matched by subject.</summary>
internal sealed class Questions(TimeProvider time, TimeSpan patience)
{
    private const int OpenMax = 16;

    private readonly Lock _gate = new();
    private readonly List<Question> _open = [];

    /// <summary>Asks by <paramref name="send"/> and waits; null when nobody answers in time or too much is asked at once.</summary>
    public async Task<string?> AskAsync(string subject, Func<ValueTask<bool>> send, CancellationToken cancellation)
    {
        var question = new Question(subject, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_open.Count >= OpenMax)
                return null;
            _open.Add(question);
        }

        // Not Task.WaitAsync: its way back leads over the thread pool.
        using var enough = new CancellationTokenSource(patience, time);
        using var inTime = enough.Token.Register(() => question.Answer.TrySetResult(null));
        using var wanted = cancellation.Register(() => question.Answer.TrySetCanceled(cancellation));
        try
        {
            return await send() ? await question.Answer.Task : null;
        }
        finally
        {
            lock (_gate)
                _open.Remove(question);
        }
    }

    /// <summary>An answer came; whoever asked about this subject gets it.</summary>
    public void Answer(string subject, string text)
    {
        lock (_gate)
        {
            foreach (var question in _open)
            {
                if (question.Subject == subject)
                    question.Answer.TrySetResult(text);
            }
        }
    }

    private sealed record Question(string Subject, TaskCompletionSource<string?> Answer);
}
