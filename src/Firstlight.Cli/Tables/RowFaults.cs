using Firstlight.Cli.Output;

namespace Firstlight.Cli.Tables;

/// <summary>What is wrong in a file, by row and column: all of it is looked for before anything is done.</summary>
internal sealed class RowFaults(string file)
{
    private const int ShownMax = 20;

    private readonly List<string> _shown = [];

    public int Count { get; private set; }

    public void Add(int row, string? column, string message)
    {
        Count++;
        if (_shown.Count < ShownMax)
            _shown.Add($"row {row}{(column is null ? "" : $", column {column}")}: {message}");
    }

    /// <exception cref="CommandFailure">There are any; they stand on standard error by then.</exception>
    public void ThrowIfAny(Screen screen)
    {
        if (Count == 0)
            return;
        foreach (var line in _shown)
            screen.Remark(line);
        if (Count > _shown.Count)
            screen.Remark($"… and {Count - _shown.Count} more");
        throw new CommandFailure(
            ExitCodes.FileUnusable,
            $"{file} has {(Count == 1 ? "an error" : $"{Count} errors")}; nothing was written.",
            "Mend the rows that are named above."
        );
    }
}
