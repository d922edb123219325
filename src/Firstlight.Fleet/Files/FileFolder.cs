using System.Globalization;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <summary>Files of devices on disk: a folder for each device. Names are made here and by chance, never by a device.</summary>
internal sealed class FileFolder(IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>The ending of a file that is still being written.</summary>
    private const string Unfinished = ".part";

    // What is younger may be coming in at another node that shares the folder.
    private static readonly TimeSpan LeftAge = TimeSpan.FromHours(1);

    /// <summary>What stays free for the database: uploads are the first that must stop.</summary>
    public const long FreeBytesMin = 1L << 30;

    /// <summary>True when files are kept at all and there is room for them.</summary>
    public bool HasRoom =>
        options.Value.FileFolder is { } folder
        && Guard(() =>
        {
            Directory.CreateDirectory(folder);
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace > FreeBytesMin;
        });

    /// <summary>Writes a file to the disk, unfinished until <see cref="Finish"/>; null, and none is left, when it is longer than <paramref name="bytesMax"/>.</summary>
    public async Task<long?> WriteAsync(
        DeviceId device,
        string blob,
        Stream content,
        long bytesMax,
        CancellationToken cancellation
    )
    {
        var path = PathOf(device, blob) + Unfinished;
        var kept = false;
        try
        {
            await using var file = Guard(() =>
            {
                Directory.CreateDirectory(FolderOf(device));
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            });
            var buffer = new byte[16 * 1024];
            long bytes = 0;
            // Reading is the sender's affair and fails as such; writing is ours.
            while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                if ((bytes += read) > bytesMax)
                    return null;
                Guard(() =>
                {
                    file.Write(buffer, 0, read);
                    return true;
                });
            }

            Guard(() =>
            {
                file.Flush(flushToDisk: true);
                return true;
            });
            kept = true;
            return bytes;
        }
        finally
        {
            if (!kept)
                Guard(() =>
                {
                    File.Delete(path);
                    return true;
                });
        }
    }

    /// <summary>A file that was written takes its name.</summary>
    public void Finish(DeviceId device, string blob) =>
        Guard(() =>
        {
            File.Move(PathOf(device, blob) + Unfinished, PathOf(device, blob));
            return true;
        });

    /// <summary>Opens a file; null when it is gone.</summary>
    public Stream? Open(DeviceId device, string blob) =>
        Guard(() =>
            File.Exists(PathOf(device, blob))
                ? new FileStream(
                    PathOf(device, blob),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read | FileShare.Delete,
                    bufferSize: 16 * 1024,
                    useAsync: true
                )
                : null
        );

    /// <summary>Removes files that are known no more.</summary>
    public void Delete(DeviceId device, IEnumerable<string> blobs) =>
        Guard(() =>
        {
            if (!Directory.Exists(FolderOf(device)))
                return true;
            foreach (var blob in blobs)
                File.Delete(PathOf(device, blob));
            return true;
        });

    /// <summary>Removes what a crash left an hour ago: what is unfinished, and what is not among <paramref name="blobs"/>.</summary>
    public void Tidy(DeviceId device, IReadOnlySet<string> blobs) =>
        Guard(() =>
        {
            if (!Directory.Exists(FolderOf(device)))
                return true;
            var before = (time.GetUtcNow() - LeftAge).UtcDateTime;
            foreach (var path in Directory.EnumerateFiles(FolderOf(device)))
            {
                if (!blobs.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < before)
                    File.Delete(path);
            }

            return true;
        });

    /// <summary>Removes everything of a device that is gone.</summary>
    public void Forget(DeviceId device) =>
        Guard(() =>
        {
            if (options.Value.FileFolder is not null && Directory.Exists(FolderOf(device)))
                Directory.Delete(FolderOf(device), recursive: true);
            return true;
        });

    private string FolderOf(DeviceId device) =>
        Path.Combine(options.Value.FileFolder ?? "", device.Value.ToString(CultureInfo.InvariantCulture));

    private string PathOf(DeviceId device, string blob) => Path.Combine(FolderOf(device), blob);

    private static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The folder of devices' files cannot be used.", fault);
        }
    }
}
