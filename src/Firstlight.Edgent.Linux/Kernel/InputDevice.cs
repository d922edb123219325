using System.Runtime.InteropServices;

namespace Firstlight.Edgent.Linux;

/// <summary>An open input device, watched for one key.</summary>
internal sealed class InputDevice(FileStream file, int key) : IDisposable
{
    private const int KeysMax = 0x300;
    private const int EventsAtOnce = 64;

    private bool _hasDropped;

    /// <exception cref="IOException">It is gone again.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not for us.</exception>
    public static InputDevice Open(string path, int key) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), key);

    /// <summary>True while the key is down; false also where the file cannot tell.</summary>
    public bool IsDown()
    {
        Span<byte> keys = stackalloc byte[KeysMax / 8];
        return KernelCalls.TryReadKeys(file.SafeFileHandle, keys) && (keys[key / 8] >> (key % 8) & 1) != 0;
    }

    /// <summary>Tells every change of the key; returns when <paramref name="stop"/> can be read. Blocks: the caller gives it a thread.</summary>
    /// <exception cref="IOException">The device is gone.</exception>
    public void Watch(SafeHandle stop, Action<bool> changed)
    {
        var buffer = new byte[InputEvent.Bytes * EventsAtOnce];
        var kept = 0;
        while (KernelCalls.WaitForFirst(file.SafeFileHandle, stop))
        {
            var read = file.Read(buffer.AsSpan(kept));
            if (read == 0)
                throw new IOException("The input device has ended.");
            var length = kept + read;
            var whole = length / InputEvent.Bytes * InputEvent.Bytes;
            for (var at = 0; at < whole; at += InputEvent.Bytes)
                Take(InputEvent.Read(buffer.AsSpan(at)), changed);
            kept = length - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>After events were lost nothing counts up to the next report, and the device is asked how things are.</summary>
    private void Take(InputEvent happened, Action<bool> changed)
    {
        switch (happened)
        {
            case (InputEvent.Synchronization, InputEvent.Dropped, _):
                _hasDropped = true;
                break;
            case (InputEvent.Synchronization, InputEvent.Report, _) when _hasDropped:
                _hasDropped = false;
                changed(IsDown());
                break;
            case (InputEvent.Key, var code, 0 or 1) when code == key && !_hasDropped:
                changed(happened.Value == 1);
                break;
        }
    }
}
