using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Firstlight.TestKit.Programs;

/// <summary>A program that a test started: its output kept, and ended with the test whatever happens.</summary>
public sealed class Child : IAsyncDisposable
{
    private const int SignalTerminate = 15;
    private const int SignalContinue = 18;
    private const int SignalStop = 19;

    // And not waited for by its parent yet.
    private const char Ended = 'Z';
    private const int LinesMax = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private Child(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything it said so far on both streams.</summary>
    public string Output => string.Join('\n', _lines);

    public static Child Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Repository.Root,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var child = new Child(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public static Child StartDotnet(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null
    ) =>
        Start(
            "dotnet",
            [program, .. arguments],
            new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>())
            {
                // A hundred programs are started for some seconds each: counting how they run would cost a sixth of that and be of no use.
                ["DOTNET_TieredPGO"] = "0",
            }
        );

    /// <summary>Says a line on its standard input.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), CancellationToken.None);
        await _process.StandardInput.FlushAsync(CancellationToken.None);
    }

    /// <summary>The first line, past or future, that fits.</summary>
    public async Task<string> ExpectLineAsync(Func<string, bool> fits, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        while (true)
        {
            foreach (var line in _lines)
            {
                if (fits(line))
                    return line;
            }

            if (_process.HasExited && _arrived.CurrentCount == 0)
                throw new InvalidOperationException(
                    $"It ended with code {_process.ExitCode} before that line:\n{Output}"
                );
            try
            {
                await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200), limit.Token);
            }
            catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"That line did not come in {Patience}:\n{Output}", late);
            }
        }
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>kill -9: no chance to say goodbye.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGSTOP to it and its children: there, and doing nothing, as on a machine that has no time for them.</summary>
    public async Task PauseAsync(CancellationToken cancellation)
    {
        // The parent first: a stopped one makes no more children.
        await StopAsync(_process.Id, cancellation);
        foreach (var child in Children())
            await StopAsync(child, cancellation);
    }

    public void Resume()
    {
        foreach (var id in (int[])[_process.Id, .. Children()])
            _ = NativeMethods.Kill(id, SignalContinue);
    }

    /// <summary>SIGTERM, and the exit code that follows.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellation)
    {
        if (!_process.HasExited)
            _ = NativeMethods.Kill(_process.Id, SignalTerminate);
        return await WaitForExitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        _arrived.Dispose();
    }

    private IEnumerable<int> Children() =>
        File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    /// <summary>Ends when it stands still: where there is much to do it runs on until its turn to take the signal.</summary>
    private static async Task StopAsync(int id, CancellationToken cancellation)
    {
        _ = NativeMethods.Kill(id, SignalStop);
        await Until.TrueAsync(() => State(id) is 'T' or Ended, $"process {id} has stopped", cancellation);
    }

    /// <summary>What stands behind its name, which is in brackets (proc(5)).</summary>
    private static char State(int id) => File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0];

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > LinesMax)
            _lines.TryDequeue(out _);
        _arrived.Release();
    }

    private static class NativeMethods
    {
        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
        [System.Runtime.InteropServices.DefaultDllImportSearchPaths(
            System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories
        )]
        internal static extern int Kill(int pid, int signal);
    }
}
