using System.IO.Pipes;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The reset button as the kernel's input layer tells it. A device that is not there, or goes away, is looked for again; a button that goes
/// away while it is held counts as released.
/// </summary>
public sealed class KernelButton : IResetButton, IAsyncDisposable
{
    private static readonly TimeSpan PauseFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly ButtonSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly AnonymousPipeServerStream _stop = new(PipeDirection.Out);
    private readonly Lock _gate = new();
    private Action<bool> _changed = static _ => { };
    private Task _watching = Task.CompletedTask;
    private string? _said;
    private bool _isDown;

    private KernelButton(ButtonSettings settings, TimeProvider time, ILogger log) =>
        (_settings, _time, _log) = (settings, time, log);

    /// <summary>Looks for the button and begins to watch it. One that is not there is said in the log once, and does nothing.</summary>
    public static Task<KernelButton> OpenAsync(
        ButtonSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var button = new KernelButton(settings, time, log);
        button._watching = button.KeepWatchingAsync(button.TryOpen());
        return Task.FromResult(button);
    }

    /// <inheritdoc />
    /// <remarks>A button that is down already is told at once.</remarks>
    public void Listen(Action<bool> changed)
    {
        lock (_gate)
        {
            _changed = changed;
            if (_isDown)
                changed(true);
        }
    }

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stop.WriteByte(0);
        await _watching;
        await _stop.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task KeepWatchingAsync(InputDevice? device)
    {
        for (var pause = PauseFirst; !_stopping.IsCancellationRequested; device = TryOpen())
        {
            if (device is not null)
            {
                using (device)
                    await WatchAsync(device);
                pause = PauseFirst;
            }

            try
            {
                await Task.Delay(pause, _time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    /// <summary>The kernel has no call that awaits an input device, so its button has a thread of its own, which sleeps in the kernel.</summary>
    private async Task WatchAsync(InputDevice device)
    {
        try
        {
            Report(device.IsDown());
            await Task.Factory.StartNew(
                () => device.Watch(_stop.ClientSafePipeHandle, Report),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
        catch (IOException fault)
        {
            Log.ButtonLost(_log, fault.Message);
        }

        // At the end nobody has let it go.
        if (!_stopping.IsCancellationRequested)
            Report(false);
    }

    private InputDevice? TryOpen()
    {
        if (InputDevices.Find(_settings) is not { } path)
        {
            SayOnce(InputDevices.Describe(_settings));
            return null;
        }

        try
        {
            var device = InputDevice.Open(path, _settings.KeyCode);
            Log.ButtonFound(_log, path, _settings.KeyCode);
            _said = null;
            return device;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            SayOnce(refused.Message);
            return null;
        }
    }

    /// <summary>It is looked for again and again, and said when there is something new to say.</summary>
    private void SayOnce(string what)
    {
        if (_said != what)
            Log.ButtonAbsent(_log, what);
        _said = what;
    }

    private void Report(bool isDown)
    {
        lock (_gate)
        {
            if (_isDown == isDown)
                return;
            _isDown = isDown;
            _changed(isDown);
        }
    }
}
