using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>Files in memory.</summary>
internal sealed class FakeFiles : IDeviceFiles
{
    public List<(DeviceFile File, byte[] Content)> Kept { get; } = [];

    /// <summary>Set: nothing more is taken.</summary>
    public bool IsFull { get; set; }

    /// <summary>Set: a file ends only when this does.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<DeviceFile?> SaveAsync(
        DeviceId device,
        string fileName,
        DeviceFileKind kind,
        Stream content,
        CancellationToken cancellation
    )
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        if (IsFull)
            return null;
        var ending = Path.GetExtension(fileName);
        var file = new DeviceFile(
            device,
            $"c0ffee{Kept.Count}{ending}",
            fileName,
            kind,
            bytes.Length,
            DateTimeOffset.UnixEpoch
        );
        Kept.Add((file, bytes.ToArray()));
        if (Gate is { } gate)
            await gate.Task.WaitAsync(cancellation);
        return file;
    }

    public Task<IReadOnlyList<DeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DeviceFile>>([.. Kept.Select(kept => kept.File)]);

    public Task<(DeviceFile File, Stream Content)?> OpenAsync(
        DeviceId device,
        string name,
        CancellationToken cancellation
    )
    {
        foreach (var (file, content) in Kept)
        {
            if (file.Name == name && file.Device == device)
                return Task.FromResult<(DeviceFile, Stream)?>((file, new MemoryStream(content)));
        }

        return Task.FromResult<(DeviceFile, Stream)?>(null);
    }

    public Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation) =>
        Task.FromResult(Kept.RemoveAll(kept => kept.File.Name == name) == 1);
}
