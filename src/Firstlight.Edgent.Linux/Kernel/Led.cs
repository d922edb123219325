using System.Globalization;

namespace Firstlight.Edgent.Linux;

/// <summary>One light of the kernel's LED class: a folder with a file for each of its traits.</summary>
internal sealed class Led
{
    private const string PatternTrigger = "pattern";

    private readonly string _folder;

    private Led(string folder)
    {
        _folder = folder;
        Name = Path.GetFileName(folder);
        BrightnessMax = int.Parse(Read("max_brightness"), CultureInfo.InvariantCulture);
        Colours = File.Exists(PathOf("multi_index")) ? Words("multi_index") : [];
        HasPattern =
            File.Exists(PathOf("trigger")) && Words("trigger").Contains(PatternTrigger, StringComparer.Ordinal);
    }

    public string Name { get; }

    public int BrightnessMax { get; }

    /// <summary>The channels of a multicolour light, in the order in which it takes them; none for a single colour.</summary>
    public IReadOnlyList<string> Colours { get; }

    /// <summary>True when the kernel draws rhythms by itself.</summary>
    public bool HasPattern { get; }

    /// <exception cref="IOException">It is none, or gone.</exception>
    public static Led Open(string folder)
    {
        try
        {
            return new Led(folder);
        }
        catch (FormatException broken)
        {
            throw new IOException($"{folder} is no light: {broken.Message}", broken);
        }
    }

    /// <summary>Takes it from whatever has it, and makes it so bright.</summary>
    public Task SetAsync(int brightness) => WriteAsync("brightness", brightness.ToString(CultureInfo.InvariantCulture));

    /// <summary>Nothing in the kernel moves it any more.</summary>
    public Task ReleaseAsync() => File.Exists(PathOf("trigger")) ? WriteAsync("trigger", "none") : Task.CompletedTask;

    /// <summary>How much of each colour a multicolour light shows at its brightest, 0 to 1.</summary>
    public Task MixAsync(Func<string, double> share) =>
        WriteAsync(
            "multi_intensity",
            string.Join(' ', Colours.Select(colour => (int)Math.Round(share(colour) * BrightnessMax)))
        );

    /// <summary>Hands the rhythm to the kernel. The file for it is there as long as the trigger is; it is given to us once, not with each pattern.</summary>
    public async Task PlayAsync(string pattern)
    {
        if (!File.Exists(PathOf(PatternTrigger)))
            await WriteAsync("trigger", PatternTrigger);
        await WriteAsync(PatternTrigger, pattern);
    }

    private string PathOf(string file) => Path.Combine(_folder, file);

    private string Read(string file) => File.ReadAllText(PathOf(file)).Trim();

    /// <summary>Without the brackets around the one that is chosen.</summary>
    private string[] Words(string file) =>
        Read(file).Split([' ', '\n', '[', ']'], StringSplitOptions.RemoveEmptyEntries);

    // The files of sysfs take a value by one write and answer at once; no call of theirs can be cancelled.
    private Task WriteAsync(string file, string value) => File.WriteAllTextAsync(PathOf(file), value);
}
