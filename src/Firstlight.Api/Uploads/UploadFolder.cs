using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>Uploads on disk, a file each. Whoever calls it sees to it that nobody looks while another one renames.</summary>
internal sealed class UploadFolder(IOptions<ApiOptions> options)
{
    private string? _folder;

    /// <summary>All that are there; none when there has never been one.</summary>
    /// <exception cref="StorageUnavailableException">The disk does not answer; so do all below.</exception>
    public IReadOnlyList<Upload> List() =>
        Guard(() =>
            (_folder ?? options.Value.UploadFolder) is { } folder && Directory.Exists(folder)
                ? (IReadOnlyList<Upload>)
                    [
                        .. Directory
                            .EnumerateFiles(folder, "*" + Upload.Ending)
                            .Select(file => Upload.Read(Path.GetFileName(file)))
                            .OfType<Upload>(),
                    ]
                : []
        );

    public void Create(Upload upload) =>
        Guard(() =>
        {
            _folder ??= options.Value.UploadFolder ?? Directory.CreateTempSubdirectory("firstlight-").FullName;
            Directory.CreateDirectory(_folder);
            using var file = new FileStream(PathOf(upload), FileMode.CreateNew);
            return default(Done);
        });

    public long LengthOf(Upload upload) => Guard(() => new FileInfo(PathOf(upload)).Length);

    /// <summary>What is written stands in the file at once, and it may be renamed and deleted while it is open.</summary>
    public FileStream Open(Upload upload, FileAccess access) =>
        Guard(() =>
            new FileStream(
                PathOf(upload),
                new FileStreamOptions
                {
                    Mode = FileMode.Open,
                    Access = access,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    Options = FileOptions.Asynchronous,
                    BufferSize = 0,
                }
            )
        );

    public void Rename(Upload upload, Upload renamed) =>
        Guard(() =>
        {
            File.Move(PathOf(upload), PathOf(renamed));
            return default(Done);
        });

    public void Delete(Upload upload) =>
        Guard(() =>
        {
            File.Delete(PathOf(upload));
            return default(Done);
        });

    private string PathOf(Upload upload) => Path.Combine(_folder ?? options.Value.UploadFolder!, upload.FileName);

    private static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException("The folder of uploads cannot be used.", fault);
        }
    }
}
