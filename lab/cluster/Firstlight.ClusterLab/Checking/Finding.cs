namespace Firstlight.ClusterLab.Checking;

/// <summary>One thing that was looked at.</summary>
/// <param name="Sentence">True when all is well.</param>
/// <param name="Wrong">What contradicts it, a line each; empty when all is well.</param>
internal sealed record Finding(string Sentence, IReadOnlyList<string> Wrong)
{
    private const int Shown = 10;

    public bool IsGood => Wrong.Count == 0;

    /// <summary>As the labs print it: <c>ok</c> or <c>FAILED</c>, the sentence, and the first contradictions below it.</summary>
    public override string ToString() =>
        IsGood
            ? $"ok       {Sentence}"
            : string.Join(
                '\n',
                [
                    $"FAILED   {Sentence}",
                    .. Wrong.Take(Shown).Select(line => $"         {line}"),
                    .. Wrong.Count > Shown ? (string[])[$"         and {Wrong.Count - Shown} more"] : [],
                ]
            );
}
