namespace Firstlight.Edgent.Linux;

/// <summary>The folder of what a board remembers: token and Wi-Fi password are in it, so nobody else may look in.</summary>
internal static class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The store in the folder, which is made when it is not there.</summary>
    /// <exception cref="BoardUnavailableException">It cannot be made, or belongs to somebody else.</exception>
    public static IConfigStore Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            File.SetUnixFileMode(folder, OwnerOnly);
            return SlotFile.StoreIn(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BoardUnavailableException($"The settings cannot be kept in {folder}: {fault.Message}", fault);
        }
    }
}
