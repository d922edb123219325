namespace Firstlight.Edgent.Linux;

/// <summary>The board's own disk. Everything is for the program's user alone.</summary>
internal sealed class SlotDisk : ISlotDisk
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerProgram = OwnerFile | UnixFileMode.UserExecute;

    public async Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length <= bytesMax ? await File.ReadAllBytesAsync(path, cancellation) : null;
    }

    public Stream Open(string path) => new FileStream(path, Options(FileMode.Open, FileAccess.Read));

    public Stream Create(string path, bool isProgram)
    {
        var options = Options(FileMode.Create, FileAccess.Write);
        options.UnixCreateMode = isProgram ? OwnerProgram : OwnerFile;
        return new FileStream(path, options);
    }

    public void Flush(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    public void FlushFolder(string path) => KernelCalls.FlushFolder(path);

    public void CreateFolder(string path) => Directory.CreateDirectory(path, OwnerProgram);

    public void Rename(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to, overwrite: true);
    }

    public void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    private static FileStreamOptions Options(FileMode mode, FileAccess access) =>
        new()
        {
            Mode = mode,
            Access = access,
            Options = FileOptions.Asynchronous,
        };
}
