using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

/// <summary>Rows of devices' files, newest first.</summary>
internal sealed class FakeFileStore : IDeviceFileStore
{
    public List<StoredDeviceFile> Stored { get; } = [];

    public Exception? Fault { get; set; }

    public Task<DeviceFile?> PutAsync(StoredDeviceFile file, int filesMax, CancellationToken cancellation)
    {
        if (Fault is not null)
            throw Fault;
        var replaced = Stored.Find(known => known.File.FileName == file.File.FileName);
        Stored.RemoveAll(known => known == replaced);
        var saved = file.File with { Name = replaced?.File.Name ?? file.File.Name };
        Stored.Insert(0, file with { File = saved });
        while (Stored.Count > filesMax)
            Stored.RemoveAt(Stored.Count - 1);
        return Task.FromResult<DeviceFile?>(saved);
    }

    public Task<IReadOnlyList<StoredDeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredDeviceFile>>([.. Stored.Where(known => known.File.Device == device)]);

    public Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation) =>
        Task.FromResult(Stored.RemoveAll(known => known.File.Name == name) == 1);
}
