using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet;

/// <inheritdoc cref="IDeviceFiles" />
internal sealed class DeviceFiles(
    IDeviceFileStore store,
    FileFolder folder,
    IRandomSource random,
    TimeProvider time,
    IOptions<FleetOptions> options
) : IDeviceFiles, IDisposable
{
    /// <summary>Chance in an address: as much as in an AuthToken, so that it cannot be guessed.</summary>
    private const int NameBytes = 24;

    // From taking its name to being in the database a file is known to nobody: then nobody may tidy.
    private readonly SemaphoreSlim _naming = new(1, 1);

    public async Task<DeviceFile?> SaveAsync(
        DeviceId device,
        string fileName,
        DeviceFileKind kind,
        Stream content,
        CancellationToken cancellation
    )
    {
        if (!folder.HasRoom)
            return null;
        var blob = NewName();
        if (await folder.WriteAsync(device, blob, content, options.Value.FileBytesMax, cancellation) is not { } bytes)
            return null;
        var clean = SentFileName.Clean(fileName);
        var name = NewName() + SentFileName.EndingOf(clean);
        var file = new DeviceFile(device, name, clean, kind, bytes, time.GetUtcNow());
        await _naming.WaitAsync(cancellation);
        try
        {
            folder.Finish(device, blob);
            var stored = new StoredDeviceFile(file, blob);
            var before = await store.ListAsync(device, CancellationToken.None);
            var saved = await store.PutAsync(stored, options.Value.FilesPerDeviceMax, CancellationToken.None);
            await TidyAsync(device, [.. before, stored]);
            return saved;
        }
        finally
        {
            _naming.Release();
        }
    }

    public async Task<IReadOnlyList<DeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation) =>
        [.. (await store.ListAsync(device, cancellation)).Select(stored => stored.File)];

    public async Task<(DeviceFile File, Stream Content)?> OpenAsync(
        DeviceId device,
        string name,
        CancellationToken cancellation
    )
    {
        foreach (var (file, blob) in await store.ListAsync(device, cancellation))
        {
            if (string.Equals(file.Name, name, StringComparison.Ordinal) && folder.Open(device, blob) is { } content)
                return (file, content);
        }

        return null;
    }

    public async Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation)
    {
        await _naming.WaitAsync(cancellation);
        try
        {
            var before = await store.ListAsync(device, cancellation);
            if (!await store.RemoveAsync(device, name, cancellation))
                return false;
            await TidyAsync(device, before);
            return true;
        }
        finally
        {
            _naming.Release();
        }
    }

    public void Dispose() => _naming.Dispose();

    private async Task TidyAsync(DeviceId device, IReadOnlyList<StoredDeviceFile> before)
    {
        var after = await store.ListAsync(device, CancellationToken.None);
        var kept = after.Select(stored => stored.Blob).ToHashSet(StringComparer.Ordinal);
        folder.Delete(device, before.Select(stored => stored.Blob).Except(kept, StringComparer.Ordinal));
        folder.Tidy(device, kept);
    }

    private string NewName()
    {
        Span<byte> bytes = stackalloc byte[NameBytes];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
