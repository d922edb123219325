namespace Firstlight.Cli.Station;

/// <summary>Which unit is how far, from the journal's entries. Pure: entries in, answers out.</summary>
internal sealed class StationLedger(IReadOnlyDictionary<int, StationUnit> units)
{
    private readonly SortedDictionary<int, StationStep> _steps = [];

    public int Done => _steps.Values.Count(step => step == StationStep.Labelled);

    public IReadOnlyList<int> SetAside =>
        [.. _steps.Where(unit => unit.Value == StationStep.SetAside).Select(unit => unit.Key)];

    public int Remaining => units.Count - Done - SetAside.Count;

    /// <summary>How far a unit is; null when it was never on the bench.</summary>
    public StationStep? StepOf(StationUnit unit) => _steps.TryGetValue(unit.Number, out var step) ? step : null;

    /// <summary>A unit that was begun comes before any other; null when all are done or set aside.</summary>
    public StationUnit? Next()
    {
        foreach (var (number, step) in _steps)
        {
            if (step is not (StationStep.Labelled or StationStep.SetAside))
                return units[number];
        }

        return units.Values.FirstOrDefault(unit => !_steps.ContainsKey(unit.Number));
    }

    /// <returns>Why the entry cannot belong to this list; null when it was taken.</returns>
    public string? Take(StationEntry entry)
    {
        if (!units.TryGetValue(entry.Unit, out var unit) || unit.TokenTail != entry.Token)
            return $"It names unit {entry.Unit} with another token than the list.";
        // A label that was scanned, and a token that was given up, stay so whatever follows.
        if (StepOf(unit) is StationStep.Labelled or StationStep.SetAside)
            return $"It goes on with unit {entry.Unit}, which was finished.";
        _steps[entry.Unit] = entry.Step;
        return null;
    }
}
