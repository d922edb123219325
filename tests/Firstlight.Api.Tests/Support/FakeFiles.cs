using System.Text;
using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Api.Tests.Support;

/// <summary>Every device has one picture, until it is removed.</summary>
public sealed class FakeFiles(World world) : IDeviceFiles
{
    public const string Name = "c0ffee.png";

    private readonly HashSet<DeviceId> _removed = [];

    public Task<DeviceFile?> SaveAsync(
        DeviceId device,
        string fileName,
        DeviceFileKind kind,
        Stream content,
        CancellationToken cancellation
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeviceFile>> ListAsync(DeviceId device, CancellationToken cancellation)
    {
        world.Touch();
        return Task.FromResult<IReadOnlyList<DeviceFile>>(_removed.Contains(device) ? [] : [Picture(device)]);
    }

    public Task<(DeviceFile File, Stream Content)?> OpenAsync(
        DeviceId device,
        string name,
        CancellationToken cancellation
    ) =>
        Task.FromResult<(DeviceFile, Stream)?>(
            name == Name && !_removed.Contains(device)
                ? (Picture(device), new MemoryStream(Encoding.UTF8.GetBytes("pixels")))
                : null
        );

    public Task<bool> RemoveAsync(DeviceId device, string name, CancellationToken cancellation) =>
        Task.FromResult(name == Name && _removed.Add(device));

    private static DeviceFile Picture(DeviceId device) =>
        new(device, Name, "photo.png", DeviceFileKind.Shared, 6, DateTimeOffset.UnixEpoch);
}
