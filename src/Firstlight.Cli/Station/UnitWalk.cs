namespace Firstlight.Cli.Station;

/// <summary>
/// Walks one unit from the bench to its label. What was done stands in the journal before the next step begins; a step that was
/// interrupted is done again, on the same unit with the same token.
/// </summary>
/// <param name="bench">The person.</param>
/// <param name="work">What each step does; an answer is the reason of its failure.</param>
/// <param name="list">Whose label is whose.</param>
/// <param name="record">Writes a step into journal and ledger.</param>
internal sealed class UnitWalk(
    Operator bench,
    IStationWork work,
    StationList list,
    Action<StationUnit, StationStep, string?> record
)
{
    /// <returns>False when the person wants to stop.</returns>
    public async Task<bool> RunAsync(StationUnit unit, StationStep? done, CancellationToken cancellation)
    {
        var first = await BeginAsync(unit, done, cancellation);
        if (first is { } refused)
            return End(unit, refused, "set aside by the operator");
        foreach (var (step, act) in work.Steps)
        {
            if (done >= step)
                continue;
            while (await TryAsync(act, unit, cancellation) is { } reason)
            {
                var answer = await bench.AskAsync(
                    $"Unit {unit.Number}: {reason} Enter tries again, x sets the unit aside, q stops.",
                    cancellation
                );
                if (answer.Kind != AnswerKind.Go)
                    return End(unit, answer.Kind, reason);
            }

            record(unit, step, null);
        }

        return await MatchLabelAsync(unit, cancellation);
    }

    // What stops other commands is a question to the person here: they have a unit in their hands.
    private static async Task<string?> TryAsync(
        Func<StationUnit, CancellationToken, Task<string?>> act,
        StationUnit unit,
        CancellationToken cancellation
    )
    {
        try
        {
            return await act(unit, cancellation);
        }
        catch (CommandFailure failure)
        {
            return failure.Message;
        }
    }

    // Null: go on.
    private async Task<AnswerKind?> BeginAsync(StationUnit unit, StationStep? done, CancellationToken cancellation)
    {
        var question = done is { } step
            ? $"Unit {unit.Number} was interrupted after \"{step}\". If it is still on the bench, Enter goes on with it; "
                + "x sets it aside, and its token is never used again."
            : $"Unit {unit.Number}: put it on the bench. Enter begins, q stops.";
        var answer = await bench.AskAsync(question, cancellation);
        if (answer.Kind == AnswerKind.Stop || (answer.Kind == AnswerKind.SetAside && done is not null))
            return answer.Kind;
        if (done is null)
            record(unit, StationStep.Taken, null);
        return null;
    }

    private async Task<bool> MatchLabelAsync(StationUnit unit, CancellationToken cancellation)
    {
        var question = $"Unit {unit.Number}: stick its label on it and scan it. x sets the unit aside, q stops.";
        while (true)
        {
            var answer = await bench.AskAsync(question, cancellation);
            if (answer.Kind != AnswerKind.Go)
                return End(unit, answer.Kind, "its label was never scanned");
            var owner = list.FindByLabel(answer.Text);
            if (owner == unit)
            {
                record(unit, StationStep.Labelled, null);
                bench.Tell($"Unit {unit.Number} is done.");
                return true;
            }

            if (answer.Text.Length > 0)
                question = owner is null
                    ? $"REFUSED: this is no label of this list. Scan the label of unit {unit.Number}."
                    : $"REFUSED: this label belongs to unit {owner.Number}. Take it off, and scan the label of unit {unit.Number}.";
        }
    }

    private bool End(StationUnit unit, AnswerKind kind, string reason)
    {
        if (kind == AnswerKind.Stop)
            return false;
        record(unit, StationStep.SetAside, reason);
        bench.Tell($"Unit {unit.Number} is set aside. Its token is never used again; take its label out, too.");
        return true;
    }
}

/// <summary>What a station does with a unit, in order.</summary>
internal interface IStationWork
{
    /// <summary>Each step with what does it: null when it went well, else a sentence that says why not.</summary>
    IReadOnlyList<(StationStep Step, Func<StationUnit, CancellationToken, Task<string?>> Act)> Steps { get; }
}
