using System.Formats.Tar;
using System.IO.Compression;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Cli.Firmware;

/// <summary>
/// A folder as the payload of a bundle: the same folder makes the same bytes, whoever packs it and when. Files and folders only, since devices
/// take nothing else.
/// </summary>
internal sealed class BundleFolder
{
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ProgramMode = FileMode | AnyExecute;

    private readonly string _path;
    private readonly List<(FileSystemInfo Info, string Name)> _entries = [];

    /// <exception cref="CommandFailure">It is none, holds links, or too much.</exception>
    public BundleFolder(string path, string? program)
    {
        _path = path;
        Add(new DirectoryInfo(path), "");
        _entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (_entries.Count > BundleFacts.FilesMax)
            throw Unusable(
                $"{path} has {_entries.Count:N0} files and folders; a bundle has at most {BundleFacts.FilesMax:N0}."
            );
        Program = program is null ? ChooseProgram() : Check(program);
    }

    /// <summary>The file to start.</summary>
    public string Program { get; }

    public int Files => _entries.Count;

    public long Bytes => _entries.Sum(entry => entry.Info is FileInfo file ? file.Length : 0);

    /// <exception cref="CommandFailure">The program was built for another processor.</exception>
    public void CheckArchitecture(string architecture)
    {
        var head = new byte[ElfMachine.HeadBytes];
        using var file = File.OpenRead(Path.Combine(_path, Program));
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!ElfMachine.MayRunOn(head.AsSpan(0, read), architecture))
            throw Unusable($"{Program} was built for another processor than {architecture}.");
    }

    /// <summary>Writes it as tar.gz.</summary>
    /// <exception cref="CommandFailure">A name is longer than an archive can say.</exception>
    public async Task PackAsync(Stream payload, CancellationToken cancellation)
    {
        await using var gzip = new GZipStream(payload, CompressionLevel.SmallestSize, leaveOpen: true);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        foreach (var (info, name) in _entries)
        {
            var entry = EntryOf(info, name);
            entry.ModificationTime = DateTimeOffset.UnixEpoch;
            await using var content = info is FileInfo file ? file.OpenRead() : Stream.Null;
            if (info is FileInfo)
                entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellation);
        }
    }

    private static UstarTarEntry EntryOf(FileSystemInfo info, string name)
    {
        try
        {
            return info is FileInfo file
                ? new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = IsProgram(file) ? ProgramMode : FileMode }
                : new UstarTarEntry(TarEntryType.Directory, name) { Mode = ProgramMode };
        }
        catch (ArgumentException tooLong)
        {
            throw Unusable($"{name} has too long a name: {tooLong.Message}");
        }
    }

    private void Add(DirectoryInfo folder, string prefix)
    {
        if (!folder.Exists)
            throw Unusable($"{folder.FullName} is no folder.");
        foreach (var info in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + info.Name;
            if (info.LinkTarget is not null)
                throw Unusable($"{name} is a link; a bundle has files and folders only.");
            _entries.Add((info, name));
            if (info is DirectoryInfo inner)
                Add(inner, name + "/");
        }
    }

    private string ChooseProgram()
    {
        var programs = _entries.Where(entry => IsAtTop(entry) && IsProgram((FileInfo)entry.Info)).ToList();
        return programs is [var only]
            ? only.Name
            : throw new CommandFailure(
                ExitCodes.Usage,
                $"{programs.Count} files at the top of {_path} can be started.",
                "Name the one that is the program: --program NAME"
            );
    }

    private string Check(string program) =>
        _entries.Exists(entry => entry.Name == program && IsAtTop(entry) && IsProgram((FileInfo)entry.Info))
            ? program
            : throw Unusable($"{program} is no file at the top of {_path} that can be started (chmod +x).");

    private static bool IsAtTop((FileSystemInfo Info, string Name) entry) =>
        entry.Info is FileInfo && !entry.Name.Contains('/', StringComparison.Ordinal);

    // Windows has no mark for programs; there they are told by having no ending.
    private static bool IsProgram(FileInfo file) =>
        OperatingSystem.IsWindows()
            ? file.Extension.Length == 0
            : (file.UnixFileMode & AnyExecute) != UnixFileMode.None;

    private static CommandFailure Unusable(string message) => new(ExitCodes.FileUnusable, message);
}
