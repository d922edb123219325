using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>
/// Lines to standard error, as the journal takes them: the priority in angle brackets where a journal reads, so that
/// <c>journalctl -p warning</c> works. Small on purpose: no queue, no thread, no formatters.
/// </summary>
internal sealed class JournalLog(TextWriter output, bool withPriority) : ILogger
{
    private readonly Lock _gate = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!IsEnabled(logLevel))
            return;
        var priority = withPriority ? PriorityOf(logLevel) : "";
        var fault = exception is null ? "" : $": {exception}";
        // One event is one line; a stack trace would else be many events of no priority.
        var line = $"{priority}{formatter(state, exception)}{fault}  [{eventId.Id}]".ReplaceLineEndings(" | ");
        lock (_gate)
            output.WriteLine(line);
    }

    private static string PriorityOf(LogLevel level) =>
        level switch
        {
            LogLevel.Critical => "<2>",
            LogLevel.Error => "<3>",
            LogLevel.Warning => "<4>",
            _ => "<6>",
        };
}
