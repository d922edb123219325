using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Devices;

/// <summary>Images on disk, a file each. One that is still coming in has another ending, so that a crash leaves no half image behind.</summary>
internal sealed class FirmwareFolder(IOptions<FirmwareOptions> options, TimeProvider time)
{
    public const string Ending = ".bin";

    private const string EndingOfPart = ".part";

    // What is younger may be coming in at another node that shares the folder.
    private static readonly TimeSpan LeftAge = TimeSpan.FromDays(1);

    private readonly Lazy<string> _folder = new(() =>
    {
        var folder = options.Value.Folder ?? Directory.CreateTempSubdirectory("firstlight-").FullName;
        Directory.CreateDirectory(folder);
        return folder;
    });

    /// <summary>A file for an image that comes in.</summary>
    /// <exception cref="StorageUnavailableException">The disk does not answer; so do all below.</exception>
    public FileStream Create(string storedName) =>
        Guard(() =>
            new FileStream(
                PathOf(storedName, EndingOfPart),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.Asynchronous,
                    BufferSize = 0,
                }
            )
        );

    /// <summary>It is whole: it gets its name.</summary>
    public void Keep(string storedName) =>
        Guard(() =>
        {
            File.Move(PathOf(storedName, EndingOfPart), PathOf(storedName, Ending));
            return default(Done);
        });

    /// <summary>It is not wanted, whole or not.</summary>
    public void Delete(string storedName) =>
        Guard(() =>
        {
            File.Delete(PathOf(storedName, EndingOfPart));
            File.Delete(PathOf(storedName, Ending));
            return default(Done);
        });

    /// <summary>Opens it; it may be deleted meanwhile, and is read to its end all the same.</summary>
    public FileStream Open(string storedName) =>
        Guard(() =>
            new FileStream(
                PathOf(storedName, Ending),
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = FileAccess.Read,
                    Share = FileShare.Read | FileShare.Delete,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                }
            )
        );

    /// <summary>Its first bytes, as many as it has of <paramref name="bytes"/>; none when it is not there.</summary>
    public async Task<byte[]> ReadStartAsync(string storedName, int bytes, CancellationToken cancellation)
    {
        if (!File.Exists(PathOf(storedName, Ending)))
            return [];
        await using var image = Open(storedName);
        var start = new byte[bytes];
        var read = await image.ReadAtLeastAsync(start, bytes, throwOnEndOfStream: false, cancellation);
        return start[..read];
    }

    /// <summary>Removes what a crash left a day ago: parts, and images that nobody knows.</summary>
    public void Sweep(IReadOnlySet<string> known) =>
        Guard(() =>
        {
            // A folder of its own for one run has nothing from another.
            if (options.Value.Folder is null)
                return default(Done);
            var before = (time.GetUtcNow() - LeftAge).UtcDateTime;
            foreach (var path in Directory.EnumerateFiles(_folder.Value))
            {
                var isImage = Path.GetExtension(path) == Ending;
                var isLeft = isImage
                    ? !known.Contains(Path.GetFileNameWithoutExtension(path))
                    : Path.GetExtension(path) == EndingOfPart;
                if (isLeft && File.GetLastWriteTimeUtc(path) < before)
                    File.Delete(path);
            }

            return default(Done);
        });

    private string PathOf(string storedName, string ending) => Path.Combine(_folder.Value, storedName + ending);

    private static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The folder of firmware cannot be used.", fault);
        }
    }
}
