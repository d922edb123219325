namespace Firstlight.Storage.Engine;

/// <summary>
/// Keeps a second program off the database. SQLite would let it in, but each would believe that it alone knows which
/// devices are online. The system releases the lock when the process ends, however it ends.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    // How each system says that someone else holds a file: EWOULDBLOCK twice, and a sharing violation.
    private const int LockedLinux = 11;
    private const int LockedMac = 35;
    private const int LockedWindows = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Locks the database at <paramref name="databasePath"/>.</summary>
    /// <exception cref="DatabaseRefusedException">Another program holds it.</exception>
    public static DataFolderLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            // The file stays when the lock ends: removing it would let two programs lock two files of one name.
            return new DataFolderLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException fault) when (fault.HResult is LockedLinux or LockedMac or LockedWindows)
        {
            throw new DatabaseRefusedException(
                $"Another Firstlight uses the database {databasePath}. Stop it first, or give this one a data folder of its own.",
                fault
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
