namespace Firstlight.Cli.Cloud;

/// <summary>A file with secrets that comes over the network: under another name until it is whole, readable by its owner only.</summary>
internal static class WholeFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <returns>How many bytes it has.</returns>
    /// <exception cref="CommandFailure">It cannot be written, or did not come whole.</exception>
    public static async Task<long> WriteAsync(string path, Func<Stream, Task> write)
    {
        var fresh = path + ".part";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var isWhole = false;
        try
        {
            File.Delete(fresh);
            long bytes;
            await using (var file = new FileStream(fresh, options))
            {
                await write(file);
                await file.FlushAsync();
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                bytes = file.Length;
            }

            File.Move(fresh, path, overwrite: true);
            isWhole = true;
            return bytes;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileNotWritten, $"{path} cannot be written: {refused.Message}");
        }
        finally
        {
            if (!isWhole && File.Exists(fresh))
                File.Delete(fresh);
        }
    }
}
