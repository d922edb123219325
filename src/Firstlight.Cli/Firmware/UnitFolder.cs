using System.Security.Cryptography;

namespace Firstlight.Cli.Firmware;

/// <summary>
/// The folder of the units' files. A file appears in it whole or not at all, readable by its owner only, because it holds a secret.
/// </summary>
internal sealed class UnitFolder(string path)
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    /// <summary>Where a file is.</summary>
    public string PathOf(string name) => Path.Combine(path, name);

    /// <exception cref="CommandFailure">It cannot be made.</exception>
    public void Create() =>
        Try(() =>
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnlyFolder);
        });

    /// <summary>What a file holds; null when it is not there.</summary>
    /// <exception cref="CommandFailure">It cannot be read.</exception>
    public byte[]? Find(string name)
    {
        byte[]? found = null;
        Try(() => found = File.Exists(PathOf(name)) ? File.ReadAllBytes(PathOf(name)) : null);
        return found;
    }

    /// <summary>Writes a file whole: under another name, onto the disk, read back, and only then under its own.</summary>
    /// <exception cref="CommandFailure">It cannot be written, or does not read back.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        // No unit's name begins with a dot.
        var fresh = PathOf($".{name}.part");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        try
        {
            // What a run that was stopped has left.
            File.Delete(fresh);
            using (var file = new FileStream(fresh, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                if (!SHA256.HashData(file).AsSpan().SequenceEqual(SHA256.HashData(content)))
                    throw new CommandFailure(
                        ExitCodes.FileNotWritten,
                        $"{fresh} does not read back as it was written."
                    );
            }

            File.Move(fresh, PathOf(name), overwrite: true);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(full);
        }
    }

    /// <exception cref="CommandFailure">It cannot be removed.</exception>
    public void Delete(string name) => Try(() => File.Delete(PathOf(name)));

    /// <summary>Removes what is in it; a folder that is not there is empty.</summary>
    /// <exception cref="CommandFailure">Something cannot be removed.</exception>
    public void Clear() =>
        Try(() =>
        {
            if (!Directory.Exists(path))
                return;
            foreach (var file in Directory.GetFiles(path))
                File.Delete(file);
        });

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(refused);
        }
    }

    private CommandFailure NotWritten(Exception cause) =>
        new(
            ExitCodes.FileNotWritten,
            $"{path} cannot be used: {cause.Message}",
            "What was written stays. Give the same command again to go on."
        );
}
