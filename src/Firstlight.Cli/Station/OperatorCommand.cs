using System.ComponentModel;
using System.Diagnostics;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Station;

/// <summary>A command of the operator's choice, with <c>{file}</c> for the file it is about; run by the machine's shell.</summary>
internal sealed class OperatorCommand(string template, Screen screen)
{
    /// <returns>The command's exit code.</returns>
    public async Task<int> RunAsync(string file, CancellationToken cancellation)
    {
        var isWindows = OperatingSystem.IsWindows();
        var quoted = isWindows ? $"\"{file}\"" : $"'{file.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        var line = template.Replace("{file}", quoted, StringComparison.Ordinal);
        var start = new ProcessStartInfo(isWindows ? "cmd.exe" : "/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isWindows)
            start.Arguments = $"/s /c \"{line}\"";
        else
            foreach (var argument in (string[])["-c", line])
                start.ArgumentList.Add(argument);
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, said) => Relay(said.Data);
        process.ErrorDataReceived += (_, said) => Relay(said.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new CommandFailure(ExitCodes.Fault, $"The shell cannot be started: {missing.Message}");
        }

        // The lines of standard input are the operator's answers, not the command's.
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private void Relay(string? line)
    {
        if (line is not null)
            screen.Remark("  " + line);
    }
}
