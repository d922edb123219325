namespace Firstlight.Cli.Output;

/// <summary>How a failure reads on standard error: what is wrong, then what to do.</summary>
internal static class Complaint
{
    /// <returns>The exit code of <paramref name="failure"/>.</returns>
    public static int Write(TextWriter error, CommandFailure failure)
    {
        error.WriteLine($"firstlight: {PlainText.Of(failure.Message)}");
        if (failure.NextStep is { } next)
            error.WriteLine($"  {PlainText.Of(next)}");
        return failure.ExitCode;
    }
}
