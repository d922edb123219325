using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Firstlight.Cloud;

/// <summary>
/// One log entry as an operator reads it: when (UTC), how bad if it is, what happened, and its number, by which it can be looked up.
/// Without colours, because it goes into journals and files as often as to a terminal.
/// </summary>
internal sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "firstlight";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        textWriter.Write(time.GetUtcNow().ToString("u", CultureInfo.InvariantCulture));
        textWriter.Write("  ");
        textWriter.Write(
            logEntry.LogLevel switch
            {
                LogLevel.Warning => "warning: ",
                LogLevel.Error => "error: ",
                LogLevel.Critical => "critical: ",
                LogLevel.Debug or LogLevel.Trace => "debug: ",
                _ => "",
            }
        );
        // A text from outside may hold line breaks; an entry that looks like two could be forged.
        textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception).ReplaceLineEndings(" "));
        textWriter.WriteLine(logEntry.EventId.Id == 0 ? "" : $"  [{logEntry.EventId.Id}]");
        if (logEntry.Exception is { } fault)
            textWriter.WriteLine(fault);
    }
}
