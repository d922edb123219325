using Firstlight.Cli.Commands;

namespace Firstlight.Cli.Station;

/// <summary>What the person at the bench says.</summary>
/// <param name="Kind">What they want.</param>
/// <param name="Text">What they typed or scanned.</param>
internal readonly record struct Answer(AnswerKind Kind, string Text);

internal enum AnswerKind
{
    /// <summary>Go on, with what was typed or scanned.</summary>
    Go,

    /// <summary>Give this unit up.</summary>
    SetAside,

    /// <summary>Stop for today.</summary>
    Stop,
}

/// <summary>Talks with the person at the bench: lines out, lines in. A scanner types a line and Enter.</summary>
internal sealed class Operator(Call call)
{
    /// <summary>A line for the person, which is no result.</summary>
    public void Tell(string text)
    {
        if (call.Json)
            call.Screen.Remark(text);
        else
            call.Screen.Line(text);
    }

    /// <summary>Asks, and reads a line. The end of input is a wish to stop.</summary>
    public async Task<Answer> AskAsync(string question, CancellationToken cancellation)
    {
        Tell(question);
        // A console's reader waits without looking at the token, and Ctrl-C shall end it at once.
        var reading = Task.Run(call.Surroundings.Input.ReadLine, CancellationToken.None);
        var line = (await reading.WaitAsync(cancellation))?.Trim();
        return line switch
        {
            null or "q" => new(AnswerKind.Stop, ""),
            "x" => new(AnswerKind.SetAside, ""),
            _ => new(AnswerKind.Go, line),
        };
    }
}
