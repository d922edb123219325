using System.ComponentModel;
using System.Diagnostics;

namespace Firstlight.Edgent.Linux;

/// <summary>The program <c>iw</c>: the kernel's Wi-Fi where NetworkManager has no word for it. Changes need CAP_NET_ADMIN.</summary>
internal sealed class Iw(string program, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs it to its end.</summary>
    public async Task<IwAnswer> RunAsync(CancellationToken cancellation, params string[] words)
    {
        var start = new ProcessStartInfo(program, words)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using var iw = Process.Start(start)!;
            return await AnswerOfAsync(iw, cancellation);
        }
        catch (Win32Exception)
        {
            return new IwAnswer("", "the program iw is not installed");
        }
    }

    private async Task<IwAnswer> AnswerOfAsync(Process iw, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var said = iw.StandardOutput.ReadToEndAsync(either.Token);
            var complaint = iw.StandardError.ReadToEndAsync(either.Token);
            await Task.WhenAll(said, complaint, iw.WaitForExitAsync(either.Token));
            return iw.ExitCode == 0
                ? new IwAnswer(await said, Fault: null)
                : new IwAnswer(await said, $"iw ended with code {iw.ExitCode}: {(await complaint).Trim()}");
        }
        catch (OperationCanceledException)
        {
            iw.Kill();
            cancellation.ThrowIfCancellationRequested();
            return new IwAnswer("", "iw does not end");
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Fault">Why it did not work; null: it did.</param>
internal readonly record struct IwAnswer(string Output, string? Fault);
