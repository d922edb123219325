using Firstlight.Core;
using Firstlight.Fleet;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class DeviceFileConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    [Fact]
    public async Task Files_are_listed_newest_first_with_all_that_is_known_of_them()
    {
        var device = await StoreAnyDeviceAsync();
        var first = await PutAsync(device, "a.png", second: 1);
        var second = await PutAsync(device, "coredump.bin", second: 2, kind: DeviceFileKind.Dump);
        var files = await Storage.Files.ListAsync(device, None);
        files.Select(stored => stored.File).ShouldBe([second, first]);
        files.Select(stored => stored.Blob).ShouldBe(["blob-2", "blob-1"]);
    }

    [Fact]
    public async Task One_of_the_same_name_and_kind_is_replaced_and_keeps_its_address()
    {
        var device = await StoreAnyDeviceAsync();
        var first = await PutAsync(device, "a.png", second: 1);
        await PutAsync(device, "a.png", second: 2, kind: DeviceFileKind.Dump);
        (await PutAsync(device, "a.png", second: 3))!.Name.ShouldBe(first!.Name);
        (await Storage.Files.ListAsync(device, None)).Select(stored => stored.Blob).ShouldBe(["blob-3", "blob-2"]);
    }

    [Fact]
    public async Task The_oldest_goes_when_there_are_too_many()
    {
        var device = await StoreAnyDeviceAsync();
        for (var second = 1; second <= 5; second++)
            await PutAsync(device, $"{second}.png", second, filesMax: 3);
        (await Storage.Files.ListAsync(device, None))
            .Select(stored => stored.File.FileName)
            .ShouldBe(["5.png", "4.png", "3.png"]);
    }

    [Fact]
    public async Task A_device_that_is_gone_has_no_files_and_gets_none()
    {
        var device = await StoreAnyDeviceAsync();
        await PutAsync(device, "a.png", second: 1);
        await Storage.Devices.DeleteAsync(device, None);
        (await Storage.Files.ListAsync(device, None)).ShouldBeEmpty();
        (await PutAsync(device, "a.png", second: 2)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_is_removed_by_its_address()
    {
        var device = await StoreAnyDeviceAsync();
        var file = await PutAsync(device, "a.png", second: 1);
        (await Storage.Files.RemoveAsync(device, "other", None)).ShouldBeFalse();
        (await Storage.Files.RemoveAsync(device, file!.Name, None)).ShouldBeTrue();
        (await Storage.Files.ListAsync(device, None)).ShouldBeEmpty();
    }

    private async Task<DeviceId> StoreAnyDeviceAsync()
    {
        await StoreTemplateAsync();
        return (await StoreDeviceAsync()).Id;
    }

    private Task<DeviceFile?> PutAsync(
        DeviceId device,
        string fileName,
        int second,
        DeviceFileKind kind = DeviceFileKind.Shared,
        int filesMax = 10
    )
    {
        var file = new DeviceFile(device, $"name-{second}", fileName, kind, 7, Sample.Now.AddSeconds(second));
        return Storage.Files.PutAsync(new StoredDeviceFile(file, $"blob-{second}"), filesMax, None);
    }
}
