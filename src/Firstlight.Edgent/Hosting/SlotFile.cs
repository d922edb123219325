namespace Firstlight.Edgent;

/// <summary>A slot in the file system, readable by its owner only. Written in place and flushed through to the disk.</summary>
public sealed class SlotFile(string path) : ISlotFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Both slots in a folder, which is made when it is not there.</summary>
    public static TwoSlotConfigStore StoreIn(string folder)
    {
        Directory.CreateDirectory(folder);
        return new TwoSlotConfigStore(
            new SlotFile(Path.Combine(folder, "config.0")),
            new SlotFile(Path.Combine(folder, "config.1"))
        );
    }

    /// <inheritdoc />
    public async Task<byte[]> ReadAsync(int bytesMax, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return [];
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        var bytes = new byte[(int)Math.Min(bytesMax, RandomAccess.GetLength(file))];
        var length = 0;
        while (length < bytes.Length)
        {
            var read = await RandomAccess.ReadAsync(file, bytes.AsMemory(length), length, cancellation);
            if (read == 0)
                break;
            length += read;
        }

        return bytes[..length];
    }

    /// <inheritdoc />
    public async Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var isNew = !File.Exists(path);
        using var file = File.OpenHandle(
            path,
            FileMode.OpenOrCreate,
            FileAccess.Write,
            options: FileOptions.Asynchronous
        );
        if (isNew && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnerOnly);
        await RandomAccess.WriteAsync(file, content, 0, cancellation);
        RandomAccess.SetLength(file, content.Length);
        RandomAccess.FlushToDisk(file);
    }

    /// <inheritdoc />
    public Task FlushAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return Task.CompletedTask;
        // To be read is enough where the system allows it: a medium that can no longer be written still starts the device.
        using var file = File.OpenHandle(
            path,
            access: OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read
        );
        RandomAccess.FlushToDisk(file);
        return Task.CompletedTask;
    }
}
