namespace Firstlight.Edgent.Linux;

/// <summary>
/// The few things that updates do to the disk. A test takes its place and cuts the power between any two of them: what was not flushed by then
/// may be gone or torn.
/// </summary>
internal interface ISlotDisk
{
    /// <summary>The whole file; null when it is not there or longer than <paramref name="bytesMax"/>.</summary>
    Task<byte[]?> ReadAsync(string path, int bytesMax, CancellationToken cancellation);

    /// <summary>A file for reading from its beginning.</summary>
    Stream Open(string path);

    /// <summary>A new file; one that is there is replaced.</summary>
    Stream Create(string path, bool isProgram);

    /// <summary>What was written is on the medium.</summary>
    void Flush(Stream file);

    /// <summary>The names in it are on the medium.</summary>
    void FlushFolder(string path);

    void CreateFolder(string path);

    void Rename(string from, string to);

    /// <summary>Removes a file or a folder with all that is in it; nothing to do when there is none.</summary>
    void Delete(string path);

    /// <summary>Room that is left where the folder is.</summary>
    long FreeBytes(string folder);
}
