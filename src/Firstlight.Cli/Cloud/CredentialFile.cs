using System.Text.Json;

namespace Firstlight.Cli.Cloud;

/// <summary>A sign-in as it is kept between commands.</summary>
/// <param name="Cloud">Where.</param>
/// <param name="Email">Who.</param>
/// <param name="AccessToken">The secret.</param>
/// <param name="Trust">The PEM file that the sign-in was told to trust, as a full path; null for none.</param>
internal sealed record StoredCredentials(Uri Cloud, string Email, string AccessToken, string? Trust = null)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Email} at {Cloud}";
}

/// <summary><c>firstlight/credentials.json</c> in the settings folder, readable by its owner only.</summary>
internal sealed class CredentialFile(string settingsFolder)
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _folder = System.IO.Path.Combine(settingsFolder, "firstlight");

    public string Path => System.IO.Path.Combine(_folder, "credentials.json");

    /// <summary>The stored sign-in, or null.</summary>
    public StoredCredentials? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<StoredCredentials>(File.ReadAllText(Path), Format);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCodes.Fault,
                $"{Path} cannot be read: {unreadable.Message}",
                "Remove the file and run: firstlight sign-in"
            );
        }
    }

    public void Write(StoredCredentials credentials)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(_folder);
        else
            Directory.CreateDirectory(_folder, OwnerOnlyFolder);
        // A new file under another name, then a rename: the secret never stands in a file that others may read.
        var fresh = Path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        using (var file = new FileStream(fresh, options))
            JsonSerializer.Serialize(file, credentials, Format);
        File.Move(fresh, Path, overwrite: true);
    }

    /// <returns>False when there was none.</returns>
    public bool Delete()
    {
        if (!File.Exists(Path))
            return false;
        File.Delete(Path);
        return true;
    }
}
