using Firstlight.TestKit.Programs;

namespace Firstlight.TestKit.Fuzzing;

/// <summary>The readers of a room, and how many broken inputs each gets: in the bounded form, and in the full one.</summary>
public sealed class FuzzPlan(params (FuzzTarget Target, int Bounded, int Full)[] targets)
{
    /// <summary>At the desk a tenth is enough.</summary>
    private const int QuickPart = 10;

    public IEnumerable<string> Names => targets.Select(each => each.Target.Name);

    public void Play(string name, Action<string> say)
    {
        var (target, bounded, full) = targets.Single(each => each.Target.Name == name);
        target.Play(TestMode.Times(bounded / QuickPart, bounded, full), say);
    }
}
