using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Daemon;

/// <summary>What the program touches of its process.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard output: what a person asked for.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: complaints.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The service's log.</summary>
    public required ILogger Log { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Those of this process; where the system's journal reads standard error, lines carry their priority.</summary>
    public static Surroundings OfThisProcess() =>
        new()
        {
            Output = Console.Out,
            Error = Console.Error,
            Log = new JournalLog(
                Console.Error,
                withPriority: Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null
            ),
            Time = TimeProvider.System,
        };
}
