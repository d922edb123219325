using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Kernel;

/// <summary>The kernel's LED class as a folder.</summary>
internal sealed class LedBench : IDisposable
{
    private readonly Scratch _scratch = new();

    public LightSettings Settings => new() { ClassFolder = _scratch.Path };

    public void Plug(string name, int brightest = 255, bool pattern = false, string? colours = null)
    {
        Directory.CreateDirectory(_scratch.File(name));
        Write(name, "max_brightness", $"{brightest}");
        Write(name, "brightness", "7");
        Write(name, "trigger", pattern ? "none [mmc0] timer pattern" : "none [mmc0] timer");
        if (colours is not null)
        {
            Write(name, "multi_index", colours);
            Write(name, "multi_intensity", "0 0 0");
        }
    }

    public void Unplug(string name) => Directory.Delete(_scratch.File(name), recursive: true);

    /// <summary>The file takes no value, as one that belongs to somebody else.</summary>
    public void Refuse(string name, string file) => Directory.CreateDirectory(Path.Combine(_scratch.File(name), file));

    /// <summary>From now on it does.</summary>
    public void Give(string name, string file) => Directory.Delete(Path.Combine(_scratch.File(name), file));

    public string Read(string name, string file)
    {
        var path = Path.Combine(_scratch.File(name), file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }

    public void Write(string name, string file, string value) =>
        File.WriteAllText(Path.Combine(_scratch.File(name), file), value + "\n");

    public void Dispose() => _scratch.Dispose();
}
