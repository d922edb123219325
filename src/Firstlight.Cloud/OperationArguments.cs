using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Firstlight.Cloud;

/// <summary>How the cloud gets along with what runs and watches it (docs/operate/deploy.md, docs/operate/observe.md).</summary>
internal sealed class OperationArguments
{
    private const int DelaySecondsMax = 600;
    private const int DrainSecondsMax = 3600;

    private readonly Option<string?> _readyFile = new("--ready-file")
    {
        Description = "File written with the addresses when everything is ready",
    };
    private readonly Option<string?> _drainDelay = new("--drain-delay")
    {
        Description = "Seconds to serve on, not ready, after a stop was asked for; default 0",
    };
    private readonly Option<string?> _drain = new("--drain")
    {
        Description = "Seconds over which devices are let go then, one after the other; default 0, and 30 with --node",
    };

    private readonly Option<string?> _otlp = new("--otlp")
    {
        Description = "Send metrics and traces to this OTLP collector, such as http://localhost:4318",
    };

    public void AddTo(Command command)
    {
        _otlp.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value.Length: > 0 } word] && !TryRead(word.Value, out Uri? _))
                result.AddError("--otlp takes an address such as http://localhost:4318.");
        });
        _drainDelay.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !TryRead(word.Value, DelaySecondsMax, out _))
                result.AddError($"--drain-delay takes seconds, 0 to {DelaySecondsMax}.");
        });
        _drain.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !TryRead(word.Value, DrainSecondsMax, out _))
                result.AddError($"--drain takes whole seconds, 0 to {DrainSecondsMax}.");
        });
        command.Add(_readyFile);
        command.Add(_drainDelay);
        command.Add(_drain);
        command.Add(_otlp);
    }

    public OperationSettings Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_readyFile),
            TryRead(parsed.GetValue(_drainDelay), DelaySecondsMax, out var delay) ? delay : TimeSpan.Zero,
            TryRead(parsed.GetValue(_drain), DrainSecondsMax, out var drain) ? drain : null,
            TryRead(parsed.GetValue(_otlp), out Uri? collector) ? collector : null
        );

    private static bool TryRead(string? text, int secondsMax, out TimeSpan delay)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        delay = TimeSpan.FromSeconds(seconds);
        return isNumber && seconds <= secondsMax;
    }

    private static bool TryRead(string? text, [NotNullWhen(true)] out Uri? collector) =>
        Uri.TryCreate(text, UriKind.Absolute, out collector) && collector.Scheme is "http" or "https";
}

/// <summary>What is said about running and watching the cloud.</summary>
/// <param name="ReadyFile">A file that is written with the addresses once everything is ready; for scripts.</param>
/// <param name="DrainDelay">How long the cloud serves on, "not ready", after it was asked to stop.</param>
/// <param name="Drain">Over how long devices are let go then; null: what is right for one node, or for one of several.</param>
/// <param name="Otlp">Where metrics and traces are sent; null: where the library's own variables say, or nowhere.</param>
internal sealed record OperationSettings(string? ReadyFile, TimeSpan DrainDelay, TimeSpan? Drain, Uri? Otlp)
{
    /// <summary>For metrics alone.</summary>
    public const string MetricsVariable = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    /// <summary>For traces alone.</summary>
    public const string TracesVariable = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>True when the option, the standard variable, or <paramref name="variable"/> for this signal alone says who takes it.</summary>
    public bool IsNamed(string variable) => Otlp is not null || IsSaid(Variable) || IsSaid(variable);

    private static bool IsSaid(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
