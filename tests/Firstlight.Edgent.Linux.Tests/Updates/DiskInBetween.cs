namespace Firstlight.Edgent.Linux.Tests.Updates;

/// <summary>The real disk, with a word in everything that changes it.</summary>
internal abstract class DiskInBetween : ISlotDisk
{
    private readonly SlotDisk _disk = new();

    /// <summary>About to change something.</summary>
    protected abstract void Before(string what);

    public Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation) =>
        _disk.ReadAsync(path, bytesMax, cancellation);

    public Stream Open(string path) => _disk.Open(path);

    public virtual Stream Create(string path, bool isProgram)
    {
        Before("create");
        return _disk.Create(path, isProgram);
    }

    public virtual void Flush(Stream file)
    {
        Before("flush");
        _disk.Flush(file);
    }

    public virtual void FlushFolder(string path)
    {
        Before("flush folder");
        _disk.FlushFolder(path);
    }

    public void CreateFolder(string path)
    {
        Before("create folder");
        _disk.CreateFolder(path);
    }

    public virtual void Rename(string from, string to)
    {
        Before("rename");
        _disk.Rename(from, to);
    }

    public void Delete(string path)
    {
        Before("delete");
        _disk.Delete(path);
    }

    public virtual long FreeBytes(string folder) => _disk.FreeBytes(folder);
}

/// <summary>A disk that takes nothing more.</summary>
internal sealed class FullDisk : DiskInBetween
{
    protected override void Before(string what)
    {
        if (what is "create")
            throw new IOException("No space left on device");
    }
}

/// <summary>A disk with little room.</summary>
internal sealed class SmallDisk(long free) : DiskInBetween
{
    protected override void Before(string what) { }

    public override long FreeBytes(string folder) => free;
}
