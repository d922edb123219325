using Microsoft.Extensions.Logging;

namespace Firstlight.Workbench;

/// <summary>One line that a device wrote to its serial port.</summary>
/// <param name="At">When, by the room's clock.</param>
/// <param name="Text">What.</param>
public sealed record SerialLine(DateTimeOffset At, string Text);

/// <summary>A device's serial port: the last <see cref="LinesMax"/> lines. Survives a power cut, as a notebook beside it would.</summary>
internal sealed class SerialLog(TimeProvider time) : ILogger
{
    /// <summary>Lines kept per device.</summary>
    public const int LinesMax = 200;

    /// <summary>Characters kept per line.</summary>
    public const int LineCharactersMax = 300;

    private readonly Lock _gate = new();
    private readonly Queue<SerialLine> _lines = new();

    public IReadOnlyList<SerialLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Write(string text)
    {
        var line = new SerialLine(time.GetUtcNow(), text.Length > LineCharactersMax ? text[..LineCharactersMax] : text);
        lock (_gate)
        {
            if (_lines.Count == LinesMax)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Write(exception is null ? formatter(state, null) : $"{formatter(state, exception)}: {exception.Message}");

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
