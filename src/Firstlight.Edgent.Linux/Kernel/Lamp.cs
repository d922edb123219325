namespace Firstlight.Edgent.Linux;

/// <summary>The status light whatever it is made of: one colour, a multicolour light, or three lights side by side.</summary>
internal sealed class Lamp
{
    private const string Called = "edgent";
    private const string Function = ":status";

    private readonly (Led Led, Func<int, double> Share)[] _channels;
    private readonly Led? _mixed;
    private readonly int _percent;
    private readonly int[] _shown;

    private Lamp((Led, Func<int, double>)[] channels, Led? mixed, int percent)
    {
        (_channels, _mixed, _percent) = (channels, mixed, percent);
        _shown = new int[channels.Length];
        CanPlay = _channels.All(channel => channel.Led.HasPattern);
    }

    /// <summary>True while the kernel is trusted with rhythms.</summary>
    public bool CanPlay { get; set; }

    public string Names => string.Join(", ", _channels.Select(channel => channel.Led.Name));

    /// <summary>Null, and in words why, when it is not there.</summary>
    /// <exception cref="IOException">It went away just now.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not for us.</exception>
    public static Lamp? Find(LightSettings settings, out string missing)
    {
        if (settings is { Red: { } red, Green: { } green, Blue: { } blue })
        {
            missing = string.Join(", ", new[] { red, green, blue }.Where(name => !IsThere(settings, name)));
            if (missing.Length > 0)
            {
                missing = $"no light is called {missing}";
                return null;
            }

            return new Lamp(
                [(Open(settings, red), Red), (Open(settings, green), Green), (Open(settings, blue), Blue)],
                null,
                settings.BrightnessPercent
            );
        }

        missing = settings.Name is null
            ? $"no light is called {Called} or NAME{Function}"
            : $"no light is called {settings.Name}";
        if (ChooseName(settings) is not { } one)
            return null;
        var led = Open(settings, one);
        return new Lamp([(led, static _ => 1)], led.Colours.Count > 0 ? led : null, settings.BrightnessPercent);
    }

    /// <summary>Takes the lights from whatever has them, dark.</summary>
    public async Task TakeAsync()
    {
        for (var index = 0; index < _channels.Length; index++)
        {
            await _channels[index].Led.ReleaseAsync();
            await _channels[index].Led.SetAsync(0);
            _shown[index] = 0;
        }
    }

    /// <summary>The colour of a light that mixes it.</summary>
    public Task MixAsync(LightPattern pattern) =>
        _mixed?.MixAsync(colour => ShareOf(colour, pattern.Rgb)) ?? Task.CompletedTask;

    /// <summary>Hands the pattern to the kernel.</summary>
    public async Task PlayAsync(LightPattern pattern)
    {
        foreach (var channel in _channels)
            await channel.Led.PlayAsync(LightRhythm.ForKernel(pattern, Brightest(channel, pattern)));
    }

    /// <summary>Draws the pattern as it is after so long; what does not change is not written.</summary>
    public async Task DrawAsync(LightPattern pattern, TimeSpan elapsed)
    {
        for (var index = 0; index < _channels.Length; index++)
        {
            var channel = _channels[index];
            var brightness = LightRhythm.Brightness(pattern, elapsed, Brightest(channel, pattern));
            if (_shown[index] == brightness)
                continue;
            await channel.Led.SetAsync(brightness);
            _shown[index] = brightness;
        }
    }

    private int Brightest((Led Led, Func<int, double> Share) channel, LightPattern pattern)
    {
        var most = channel.Led.BrightnessMax * channel.Share(pattern.Rgb);
        // A light that is only on or off is not dimmed.
        return channel.Led.BrightnessMax == 1
            ? (int)Math.Round(most, MidpointRounding.AwayFromZero)
            : (int)Math.Ceiling(most * _percent / 100);
    }

    private static string? ChooseName(LightSettings settings)
    {
        if (settings.Name is { } name)
            return IsThere(settings, name) ? name : null;
        if (IsThere(settings, Called))
            return Called;
        return Directory.Exists(settings.ClassFolder)
            ? Directory
                .EnumerateFileSystemEntries(settings.ClassFolder)
                .Select(Path.GetFileName)
                .Where(each => each!.EndsWith(Function, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
    }

    private static bool IsThere(LightSettings settings, string name) =>
        Directory.Exists(Path.Combine(settings.ClassFolder, name));

    private static Led Open(LightSettings settings, string name) => Led.Open(Path.Combine(settings.ClassFolder, name));

    private static double ShareOf(string colour, int rgb) =>
        colour switch
        {
            "red" => Red(rgb),
            "green" => Green(rgb),
            "blue" => Blue(rgb),
            _ => 0,
        };

    private static double Red(int rgb) => (rgb >> 16 & 0xFF) / 255.0;

    private static double Green(int rgb) => (rgb >> 8 & 0xFF) / 255.0;

    private static double Blue(int rgb) => (rgb & 0xFF) / 255.0;
}
