using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>What a file is for.</summary>
public enum DeviceFileKind
{
    /// <summary>A picture or the like. Whoever knows its address may read it: dashboards and messages show it.</summary>
    Shared,

    /// <summary>The memory of a device that crashed. It holds secrets of the device, so only those who may see the device read it.</summary>
    Dump,
}

/// <summary>A file that a device sent.</summary>
/// <param name="Device">Whose it is.</param>
/// <param name="Name">What addresses call it: chance and an ending, nothing of what the device said.</param>
/// <param name="FileName">What the device called it, without any folder; only ever shown.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="CreatedAt">When it came.</param>
public sealed record DeviceFile(
    DeviceId Device,
    string Name,
    string FileName,
    DeviceFileKind Kind,
    long Bytes,
    DateTimeOffset CreatedAt
);

/// <summary>Files that devices sent: few and small ones each, the oldest goes when there are too many.</summary>
/// <exception cref="StorageUnavailableException">From every member: the disk or the database does not answer.</exception>
public interface IDeviceFiles
{
    /// <summary>
    /// Takes a file: on disk before this returns. One of the same name and kind is replaced and keeps its address. Null, and nothing
    /// was kept, when it is too long, or when the disk has little room left. One call per device at a time.
    /// </summary>
    Task<DeviceFile?> SaveAsync(
        DeviceId device,
        string fileName,
        DeviceFileKind kind,
        Stream content,
        CancellationToken cancellation
    );

    /// <summary>The device's files, newest first.</summary>
    Task<IReadOnlyList<DeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>A file and what is in it; null when there is none of that name. The stream is the caller's to close.</summary>
    Task<(DeviceFile File, Stream Content)?> OpenAsync(DeviceId device, string name, CancellationToken cancellation);

    /// <summary>Removes a file; false when there is none of that name.</summary>
    Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation);
}

/// <summary>A file as the database holds it.</summary>
/// <param name="File">What is known about it.</param>
/// <param name="Blob">The file on disk: chance, new each time it is written.</param>
public sealed record StoredDeviceFile(DeviceFile File, string Blob);

/// <summary>What files of devices need from the database. Any fault is a <see cref="StorageUnavailableException"/>.</summary>
public interface IDeviceFileStore
{
    /// <summary>
    /// Durable. Writes the file over the one of the same name and kind, whose address it takes, and removes the oldest beyond
    /// <paramref name="filesMax"/>. Answers the file as it is stored; null when the device is gone.
    /// </summary>
    Task<DeviceFile?> PutAsync(StoredDeviceFile file, int filesMax, CancellationToken cancellation);

    /// <summary>The device's files, newest first.</summary>
    Task<IReadOnlyList<StoredDeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation);

    /// <summary>Durable. False when there is none of that name.</summary>
    Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation);
}
