using Firstlight.Edgent;

namespace Thermostat;

/// <summary>The status light as a coloured dot per pattern.</summary>
internal sealed class ConsoleLight : IStatusLight
{
    public void Show(LightPattern pattern)
    {
        var (red, green, blue) = ((pattern.Rgb >> 16) & 0xFF, (pattern.Rgb >> 8) & 0xFF, pattern.Rgb & 0xFF);
        var dot = Console.IsOutputRedirected ? "*" : $"\e[38;2;{red};{green};{blue}m●\e[0m";
        Console.WriteLine($"{dot} {pattern.Name}");
    }
}

/// <summary>The keyboard as button and serial console.</summary>
internal sealed class Keyboard : IResetButton
{
    private Action<bool> _changed = static _ => { };

    public void Listen(Action<bool> changed) => _changed = changed;

    public async Task ReadAsync(EdgentDevice device, CancellationToken power)
    {
        // Reading a terminal cannot be cancelled; it runs beside, and pulling the plug does not wait for it.
        var lines = Task.Run(
            async () =>
            {
                while (await Console.In.ReadLineAsync(power) is { } line)
                    Type(device, line.Trim());
            },
            power
        );
        await Task.WhenAny(lines, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, power));
    }

    private void Type(EdgentDevice device, string line)
    {
        if (line is "hold" or "release")
            _changed(line == "hold");
        else if (line.Length > 0)
            Console.WriteLine(device.RunConsole(line));
    }
}

/// <summary>A program on a laptop is not updated over the air.</summary>
internal sealed class NoUpdates : IFirmwareUpdater
{
    public Task<bool> InstallAsync(Stream image, FirmwareSource source, CancellationToken cancellation) =>
        Task.FromResult(false);
}

/// <summary>The device boots again from its store; the program stays.</summary>
internal sealed class QuickRestart : IRestart
{
    public Task RestartAsync(RestartReason reason, CancellationToken cancellation) => Task.CompletedTask;
}
