using System.Text.Json;

namespace Firstlight.Cli.Station;

/// <summary>
/// What was done, line by line, each on the disk before the next thing is done. One station has it at a time. A line that a power cut left
/// half was never said to be done, and is taken away.
/// </summary>
internal sealed class StationJournal : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _file;
    private readonly string _path;

    private StationJournal(FileStream file, string path, IReadOnlyList<StationEntry> entries)
    {
        _file = file;
        _path = path;
        Entries = entries;
    }

    /// <summary>What earlier runs did.</summary>
    public IReadOnlyList<StationEntry> Entries { get; }

    /// <exception cref="CommandFailure">Another station has it, it cannot be used, or it is damaged.</exception>
    public static StationJournal Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        FileStream file;
        try
        {
            file = new FileStream(path, options);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCodes.FileNotWritten,
                $"The journal {path} cannot be used: {refused.Message}",
                "If another station has it, give this one its own list and journal."
            );
        }

        try
        {
            return new StationJournal(file, path, Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>On the disk when this returns.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public void Append(StationEntry entry)
    {
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, StationJson.Default.StationEntry), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException full)
        {
            throw new CommandFailure(
                ExitCodes.FileNotWritten,
                $"The journal {_path} cannot be written: {full.Message}"
            );
        }
    }

    public void Dispose() => _file.Dispose();

    private static List<StationEntry> Read(FileStream file, string path)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var entries = new List<StationEntry>();
        var at = 0;
        while (Array.IndexOf(bytes, (byte)'\n', at) is >= 0 and var end)
        {
            try
            {
                var entry = JsonSerializer.Deserialize(bytes.AsSpan(at..end), StationJson.Default.StationEntry);
                entries.Add(entry ?? throw new JsonException("null"));
            }
            catch (JsonException)
            {
                throw new CommandFailure(
                    ExitCodes.FileUnusable,
                    $"Line {entries.Count + 1} of the journal {path} is damaged.",
                    "Look at it: which units are done cannot be known without it."
                );
            }

            at = end + 1;
        }

        file.SetLength(at);
        file.Position = at;
        return entries;
    }
}
