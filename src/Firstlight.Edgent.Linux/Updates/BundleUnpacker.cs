using System.Formats.Tar;
using System.IO.Compression;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// Unpacks a payload whose signature fits: files and folders below one folder, nothing else, and exactly as many as were signed. What a maker's
/// archive should not have is refused, not skipped.
/// </summary>
internal sealed class BundleUnpacker(ISlotDisk disk, BundleFacts facts)
{
    private const int NameMax = 240;
    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private long _bytes;
    private bool _hasProgram;

    /// <summary>Null when everything is in the folder and on the medium.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public async Task<BundleFault?> UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        AddFolder(folder);
        await using var packed = disk.Open(archive);
        await using var plain = new GZipStream(packed, CompressionMode.Decompress);
        await using var entries = new TarReader(plain);
        try
        {
            while (await entries.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                if (await TakeAsync(entry, folder, cancellation) is { } fault)
                    return fault;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException)
        {
            return Refuse($"is no tar.gz: {broken.Message}");
        }

        if (_bytes != facts.UnpackedBytes || _names.Count != facts.Files)
            return Refuse(
                $"has {_names.Count:N0} files with {_bytes:N0} bytes; signed were {facts.Files:N0} with {facts.UnpackedBytes:N0}"
            );
        if (!_hasProgram)
            return Refuse($"has no program called {facts.Program} that can be started");
        foreach (var each in _folders)
            disk.FlushFolder(each);
        return null;
    }

    private async Task<BundleFault?> TakeAsync(TarEntry entry, string folder, CancellationToken cancellation)
    {
        if (PartsOf(entry.Name) is not { } parts)
            return Refuse($"holds a file that would lie elsewhere: \"{entry.Name}\"");
        var isFolder = entry.EntryType == TarEntryType.Directory;
        if (!isFolder && entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            return Refuse($"holds \"{entry.Name}\", which is neither a file nor a folder");
        // The folder itself, as tar writes it.
        if (parts.Length == 0)
            return null;
        var name = string.Join('/', parts);
        if (!_names.Add(name) || _names.Count > facts.Files)
            return Refuse($"holds more files than were signed, or \"{name}\" twice");
        _bytes += entry.Length;
        if (_bytes > facts.UnpackedBytes)
            return Refuse($"unpacks to more than the {facts.UnpackedBytes:N0} bytes that were signed");
        var path = Path.Combine([folder, .. parts]);
        if (isFolder)
        {
            AddFolder(path);
            return null;
        }

        AddFolder(Path.GetDirectoryName(path)!);
        var isProgram = (entry.Mode & AnyExecute) != UnixFileMode.None;
        _hasProgram |= isProgram && name == facts.Program;
        await using var file = disk.Create(path, isProgram);
        if (entry.DataStream is { } content)
            await content.CopyToAsync(file, cancellation);
        disk.Flush(file);
        return null;
    }

    private void AddFolder(string path)
    {
        if (_folders.Add(path))
            disk.CreateFolder(path);
    }

    /// <summary>The parts of a name below the folder, none for the folder itself; null for any other name.</summary>
    private static string[]? PartsOf(string name)
    {
        if (name.Length > NameMax || name.StartsWith('/') || name.AsSpan().ContainsAny('\\', '\0'))
            return null;
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Contains("..", StringComparer.Ordinal) ? null : parts;
    }

    private static BundleFault Refuse(string how) =>
        new(BundleFaultKind.DamagedPayload, $"The bundle's payload {how}.");
}
