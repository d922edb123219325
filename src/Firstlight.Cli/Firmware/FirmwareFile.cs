namespace Firstlight.Cli.Firmware;

/// <summary>Reads the image that all units share.</summary>
internal static class FirmwareFile
{
    /// <summary>More than the flash of any device that is stamped.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    /// <exception cref="CommandFailure">It is not there, or too large to be one.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BytesMax } large)
                throw new CommandFailure(
                    ExitCodes.FileUnusable,
                    $"{path} has {large.Length:N0} bytes; firmware here has at most {BytesMax:N0}."
                );
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileUnusable, $"{path} cannot be read: {unreadable.Message}");
        }
    }
}
