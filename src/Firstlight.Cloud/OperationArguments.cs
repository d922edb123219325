using System.CommandLine;
using System.Globalization;

namespace Firstlight.Cloud;

/// <summary>How the cloud gets along with what runs and watches it (docs/operate/deploy.md, docs/operate/observe.md).</summary>
internal sealed class OperationArguments
{
    private const int DrainSecondsMax = 600;

    private readonly Option<string?> _readyFile = new("--ready-file")
    {
        Description = "File written with the addresses when everything is ready",
    };
    private readonly Option<string?> _drainDelay = new("--drain-delay")
    {
        Description = "Seconds to serve on, not ready, after a stop was asked for; default 0",
    };

    public void AddTo(Command command)
    {
        _drainDelay.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !TryRead(word.Value, out _))
                result.AddError($"--drain-delay takes seconds, 0 to {DrainSecondsMax}.");
        });
        command.Add(_readyFile);
        command.Add(_drainDelay);
    }

    public OperationSettings Read(ParseResult parsed) =>
        new(parsed.GetValue(_readyFile), TryRead(parsed.GetValue(_drainDelay), out var delay) ? delay : TimeSpan.Zero);

    private static bool TryRead(string? text, out TimeSpan delay)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        delay = TimeSpan.FromSeconds(seconds);
        return isNumber && seconds <= DrainSecondsMax;
    }
}

/// <summary>What is said about running and watching the cloud.</summary>
/// <param name="ReadyFile">A file that is written with the addresses once everything is ready; for scripts.</param>
/// <param name="DrainDelay">How long the cloud serves on, "not ready", after it was asked to stop.</param>
internal sealed record OperationSettings(string? ReadyFile, TimeSpan DrainDelay);
