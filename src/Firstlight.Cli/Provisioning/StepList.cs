using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Provisioning;

/// <summary>An attempt's steps as they happen, one line each: ours at once, the others when the cloud tells them.</summary>
internal sealed class StepList(Screen screen, CloudSession session)
{
    /// <summary>The longest usual name, "credentials sent".</summary>
    private const int NameWidth = 16;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>A step of our own.</summary>
    /// <param name="name">What the cloud calls it.</param>
    /// <param name="detail">More about it.</param>
    /// <param name="label">What to call it here; null for its name.</param>
    public void Tell(string name, string detail = "", string? label = null)
    {
        _told.Add(name);
        Show(session.SinceIssued, label ?? name, detail);
    }

    /// <summary>A step from the cloud's timeline; those that we took ourselves are on the screen already.</summary>
    public void Hear(JsonElement step)
    {
        var since = session.SinceStart(step);
        if (!_told.Contains(step.Text("name")))
            Show(since, step.Text("name"), step.Text("detail"));
    }

    private void Show(TimeSpan since, string name, string detail) =>
        screen.Line($"  {since.TotalSeconds, 6:0.00} s  {name.Replace('_', ' '), -NameWidth}  {detail}".TrimEnd());
}
