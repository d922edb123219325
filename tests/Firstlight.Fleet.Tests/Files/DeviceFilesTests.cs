using Firstlight.Core;

namespace Firstlight.Fleet.Tests.Files;

public sealed class DeviceFilesTests : IDisposable
{
    private static readonly DeviceId Device = new(7);

    private readonly string _folder = Directory.CreateTempSubdirectory("firstlight-files-").FullName;

    [Fact]
    public async Task A_file_is_read_back_as_it_was_sent_and_its_address_says_nothing_of_it()
    {
        await using var fleet = await StartAsync();
        var file = await SaveAsync(fleet, "../../etc/Pass wd.PNG", "picture");
        file!.FileName.ShouldBe("Pass wd.PNG");
        file.Name.ShouldMatch("^[0-9a-f]{48}[.]png$");
        file.Bytes.ShouldBe(7);
        (await ReadAsync(fleet, file.Name)).ShouldBe("picture");
        Directory
            .GetFiles(_folder, "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem()
            .ShouldStartWith(Path.Combine(_folder, "7"));
    }

    [Fact]
    public async Task The_same_name_again_replaces_what_is_there_and_the_old_is_gone_from_the_disk()
    {
        await using var fleet = await StartAsync();
        var first = await SaveAsync(fleet, "a.png", "one");
        var second = await SaveAsync(fleet, "a.png", "two");
        second!.Name.ShouldBe(first!.Name);
        (await ReadAsync(fleet, second.Name)).ShouldBe("two");
        BlobsOnDisk().Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_oldest_beyond_the_limit_leaves_the_disk_too()
    {
        await using var fleet = await StartAsync(options => options.FilesPerDeviceMax = 2);
        foreach (var name in new[] { "1", "2", "3" })
            await SaveAsync(fleet, name, name);
        BlobsOnDisk().Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_too_long_leaves_nothing()
    {
        await using var fleet = await StartAsync(options => options.FileBytesMax = 3);
        (await SaveAsync(fleet, "a", "four")).ShouldBeNull();
        BlobsOnDisk().ShouldBeEmpty();
        (await SaveAsync(fleet, "a", "two")).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_crash_left_is_gone_with_the_next_file_an_hour_later()
    {
        await using var fleet = await StartAsync();
        await SaveAsync(fleet, "a", "1");
        foreach (var left in new[] { "left", "left.part" })
        {
            var path = Path.Combine(_folder, "7", left);
            await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(path, fleet.Time.GetUtcNow().UtcDateTime.AddMinutes(-61));
        }

        await SaveAsync(fleet, "b", "2");
        BlobsOnDisk().Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_another_node_is_writing_to_the_same_folder_is_left_alone()
    {
        await using var fleet = await StartAsync();
        await SaveAsync(fleet, "a", "1");
        foreach (var coming in new[] { "whole", "half.part" })
        {
            var path = Path.Combine(_folder, "7", coming);
            await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(path, fleet.Time.GetUtcNow().UtcDateTime.AddMinutes(-59));
        }

        var replaced = await SaveAsync(fleet, "a", "2");
        BlobsOnDisk().Length.ShouldBe(3, "its own file before is gone");
        (await fleet.Get<IDeviceFiles>().RemoveAsync(Device, replaced!.Name, CancellationToken.None)).ShouldBeTrue();
        BlobsOnDisk().Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_still_coming_is_not_tidied_away_when_another_is_removed()
    {
        await using var fleet = await StartAsync();
        var files = fleet.Get<IDeviceFiles>();
        var old = await SaveAsync(fleet, "old", "1");
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync("half"u8.ToArray(), TestContext.Current.CancellationToken);
        var coming = files.SaveAsync(
            Device,
            "new",
            DeviceFileKind.Shared,
            pipe.Reader.AsStream(),
            CancellationToken.None
        );
        await TestFleet.Until(() => BlobsOnDisk().Length == 2);
        (await files.RemoveAsync(Device, old!.Name, CancellationToken.None)).ShouldBeTrue();
        await pipe.Writer.WriteAsync(" and half"u8.ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        (await ReadAsync(fleet, (await coming)!.Name)).ShouldBe("half and half");
    }

    [Fact]
    public async Task A_removed_file_is_gone_from_the_disk_and_so_is_everything_of_a_deleted_device()
    {
        await using var fleet = await StartAsync();
        var (device, _) = fleet.AddDevice();
        var file = await SaveAsync(fleet, "a", "1", device);
        await SaveAsync(fleet, "b", "2", device);
        (await fleet.Get<IDeviceFiles>().RemoveAsync(device, file!.Name, CancellationToken.None)).ShouldBeTrue();
        BlobsOnDisk().Length.ShouldBe(1);
        await fleet.Fleet.DeleteDeviceAsync(OrganisationId.Root, device, CancellationToken.None);
        Directory.GetDirectories(_folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("photo.jpeg", "photo.jpeg", ".jpeg")]
    [InlineData("C:\\fakepath\\x.Gif", "x.Gif", ".gif")]
    [InlineData("..", "file", ".bin")]
    [InlineData("", "file", ".bin")]
    [InlineData("no ending", "no ending", ".bin")]
    [InlineData("a.ht/ml", "ml", ".bin")]
    [InlineData("a.<script>", "a.<script>", ".bin")]
    [InlineData("a\r\n.png", "a.png", ".png")]
    public void A_sent_name_is_only_shown(string sent, string clean, string ending)
    {
        SentFileName.Clean(sent).ShouldBe(clean);
        SentFileName.EndingOf(clean).ShouldBe(ending);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] BlobsOnDisk() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private Task<TestFleet> StartAsync(Action<FleetOptions>? configure = null) =>
        TestFleet.StartAsync(options =>
        {
            options.FileFolder = _folder;
            configure?.Invoke(options);
        });

    private static async Task<DeviceFile?> SaveAsync(TestFleet fleet, string name, string text, DeviceId? device = null)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return await fleet
            .Get<IDeviceFiles>()
            .SaveAsync(device ?? Device, name, DeviceFileKind.Shared, content, CancellationToken.None);
    }

    private static async Task<string> ReadAsync(TestFleet fleet, string name)
    {
        var opened = await fleet.Get<IDeviceFiles>().OpenAsync(Device, name, CancellationToken.None);
        using var reader = new StreamReader(opened!.Value.Content);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
