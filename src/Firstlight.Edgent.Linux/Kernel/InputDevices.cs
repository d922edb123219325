using System.Globalization;

namespace Firstlight.Edgent.Linux;

/// <summary>Finds the reset button among the kernel's input devices, by what sysfs says about them.</summary>
internal static class InputDevices
{
    private const string Prefix = "event";

    /// <summary>Words of the bitmap are as long as the kernel's <c>long</c>; a 32-bit program is shown 32-bit words on any kernel.</summary>
    private static readonly int WordBits = IntPtr.Size * 8;

    /// <summary>The device's file; null when there is no such device now.</summary>
    public static string? Find(ButtonSettings settings)
    {
        if (settings.Path is { } path)
            return File.Exists(path) ? path : null;
        foreach (var (name, folder) in List(settings.ClassFolder))
        {
            var isIt = settings.DeviceName is { } wanted
                ? string.Equals(Read(folder, "name"), wanted, StringComparison.Ordinal)
                : HasKey(Read(folder, "capabilities/key"), settings.KeyCode);
            var file = System.IO.Path.Combine(settings.InputFolder, name);
            if (isIt && File.Exists(file))
                return file;
        }

        return null;
    }

    /// <summary>Why there is none, for people.</summary>
    public static string Describe(ButtonSettings settings) =>
        settings switch
        {
            { Path: { } path } => $"{path} is not there",
            { DeviceName: { } name } => $"no input device is called {name}",
            _ => $"no input device has key {settings.KeyCode}",
        };

    /// <summary>True when the bitmap, hexadecimal words with the highest first, has the key.</summary>
    internal static bool HasKey(string bitmap, int key)
    {
        var words = bitmap.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var index = words.Length - 1 - key / WordBits;
        return index >= 0
            && ulong.TryParse(words[index], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var word)
            && (word >> (key % WordBits) & 1) != 0;
    }

    /// <summary>In the order in which the kernel found them.</summary>
    private static IEnumerable<(string Name, string Folder)> List(string classFolder)
    {
        if (!Directory.Exists(classFolder))
            return [];
        return Directory
            .EnumerateFileSystemEntries(classFolder, Prefix + "*")
            .Select(entry => (Name: System.IO.Path.GetFileName(entry), Folder: System.IO.Path.Combine(entry, "device")))
            .OrderBy(each => each.Name.Length)
            .ThenBy(each => each.Name, StringComparer.Ordinal);
    }

    private static string Read(string folder, string file)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(folder, file)).Trim();
        }
        catch (IOException)
        {
            return ""; // It went away between the listing and now.
        }
    }
}
