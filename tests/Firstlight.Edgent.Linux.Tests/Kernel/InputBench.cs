using System.Diagnostics;
using System.Globalization;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Kernel;

/// <summary>The kernel's input folders with a FIFO for each device: what is read from it are the same bytes as from a real one.</summary>
internal sealed class InputBench : IDisposable
{
    private readonly Scratch _scratch = new();

    public InputBench()
    {
        Directory.CreateDirectory(Input);
        Directory.CreateDirectory(Class);
    }

    public ButtonSettings Settings => new() { InputFolder = Input, ClassFolder = Class };

    private string Input => _scratch.File("input");

    private string Class => _scratch.File("class");

    public string PathOf(int number) => Path.Combine(Input, Event(number));

    /// <summary>A device appears; the stream is the driver's end of it.</summary>
    public FileStream Plug(int number, string name, params int[] keys)
    {
        var described = Path.Combine(Class, Event(number), "device", "capabilities");
        Directory.CreateDirectory(described);
        File.WriteAllText(Path.Combine(described, "..", "name"), name + "\n");
        File.WriteAllText(Path.Combine(described, "key"), Bitmap(keys) + "\n");
        using (var made = Process.Start("mkfifo", [PathOf(number)]))
            made.WaitForExit();
        // Read and write: opening a FIFO for one of them waits for the other.
        return new FileStream(PathOf(number), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    public void Unplug(int number, FileStream device)
    {
        File.Delete(PathOf(number));
        Directory.Delete(Path.Combine(Class, Event(number)), recursive: true);
        device.Dispose();
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>One event as the kernel writes it.</summary>
    public static byte[] Event(ushort type, ushort code, int value)
    {
        var bytes = new byte[InputEvent.Bytes];
        var at = bytes.Length - 8;
        BitConverter.TryWriteBytes(bytes.AsSpan(at), type);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 2), code);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 4), value);
        return bytes;
    }

    /// <summary>A key goes down or up, with the report that ends it.</summary>
    public static byte[] Key(int code, int value) =>
        [.. Event(InputEvent.Key, (ushort)code, value), .. Event(InputEvent.Synchronization, InputEvent.Report, 0)];

    /// <summary>Hexadecimal words, the highest first, without zeros in front, as the kernel prints them.</summary>
    public static string Bitmap(params int[] keys)
    {
        var bits = IntPtr.Size * 8;
        var words = new ulong[keys.DefaultIfEmpty(0).Max() / bits + 1];
        foreach (var key in keys)
            words[key / bits] |= 1UL << (key % bits);
        return string.Join(' ', words.Reverse().Select(word => word.ToString("x", CultureInfo.InvariantCulture)));
    }

    private static string Event(int number) => $"event{number}";
}
