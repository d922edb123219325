using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The status light in the kernel's LED class. The kernel draws the rhythm itself where it can, so that nobody is woken for it; otherwise it is
/// drawn step by step.
/// </summary>
public sealed class KernelLight : IStatusLight, IAsyncDisposable
{
    private const int AttemptsToPlay = 20;
    private static readonly TimeSpan PauseToPlay = TimeSpan.FromMilliseconds(100);

    private readonly LightSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    // Only the latest pattern counts.
    private readonly Channel<LightPattern> _patterns = Channel.CreateBounded<LightPattern>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );
    private Lamp? _lamp;
    private string? _said;
    private Task _showing = Task.CompletedTask;

    private KernelLight(LightSettings settings, TimeProvider time, ILogger log) =>
        (_settings, _time, _log) = (settings, time, log);

    /// <summary>Looks for the light. One that is not there is said in the log once, and shows nothing.</summary>
    public static Task<KernelLight> OpenAsync(
        LightSettings settings,
        TimeProvider time,
        ILogger log,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var light = new KernelLight(settings, time, log);
        light.Find();
        light._showing = light.KeepShowingAsync();
        return Task.FromResult(light);
    }

    /// <inheritdoc />
    public void Show(LightPattern pattern) => _patterns.Writer.TryWrite(pattern);

    /// <summary>The light goes out.</summary>
    public async ValueTask DisposeAsync()
    {
        Show(LightPatterns.Off);
        _patterns.Writer.TryComplete();
        await _showing;
    }

    private async Task KeepShowingAsync()
    {
        while (await _patterns.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (!_patterns.Reader.TryRead(out var pattern))
                continue;
            if (_lamp is null)
                Find();
            try
            {
                if (_lamp is { } lamp)
                    await ShowAsync(lamp, pattern);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                SayOnce(gone.Message);
                _lamp = null;
            }
        }
    }

    /// <summary>Returns when there is another pattern, or nothing left to do for this one.</summary>
    private async Task ShowAsync(Lamp lamp, LightPattern pattern)
    {
        await lamp.MixAsync(pattern);
        if (pattern.Motion != LightMotion.Off && lamp.CanPlay && await TryPlayAsync(lamp, pattern))
            return;
        await lamp.TakeAsync();
        var began = _time.GetTimestamp();
        var next = _patterns.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        while (!next.IsCompleted)
        {
            var elapsed = _time.GetElapsedTime(began);
            await lamp.DrawAsync(pattern, elapsed);
            if (LightRhythm.UntilChange(pattern, elapsed) is not { } span)
                return;
            using var either = new CancellationTokenSource();
            await Task.WhenAny(next, Task.Delay(span, _time, either.Token));
            await either.CancelAsync();
        }
    }

    /// <summary>
    /// The file that takes a pattern appears with the trigger and is ours once udev has given it to us. Where it never is, we draw.
    /// </summary>
    private async Task<bool> TryPlayAsync(Lamp lamp, LightPattern pattern)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await lamp.PlayAsync(pattern);
                return true;
            }
            catch (UnauthorizedAccessException) when (attempt < AttemptsToPlay)
            {
                await Task.Delay(PauseToPlay, _time, CancellationToken.None);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Log.PatternRefused(_log, pattern.Name, refused.Message);
                lamp.CanPlay = false;
                return false;
            }
        }
    }

    private void Find()
    {
        try
        {
            _lamp = Lamp.Find(_settings, out var missing);
            if (_lamp is { } lamp)
            {
                Log.LightFound(_log, lamp.Names, lamp.CanPlay ? "the kernel" : "us");
                _said = null;
            }
            else
                SayOnce(missing);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            SayOnce(refused.Message);
        }
    }

    private void SayOnce(string what)
    {
        if (_said != what)
            Log.LightAbsent(_log, what);
        _said = what;
    }
}
