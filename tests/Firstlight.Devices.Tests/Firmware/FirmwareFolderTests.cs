using Firstlight.TestKit;
using Microsoft.Extensions.Options;

namespace Firstlight.Devices.Tests.Firmware;

public sealed class FirmwareFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("firstlight-firmware-").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void What_a_crash_left_goes_after_a_day_and_what_another_node_is_writing_stays()
    {
        var folder = new FirmwareFolder(Options.Create(new FirmwareOptions { Folder = _path }), _time);
        foreach (var left in new[] { "left.part", "left.bin" })
            Write(left, TimeSpan.FromHours(25));
        foreach (var coming in new[] { "coming.part", "unnamed.bin" })
            Write(coming, TimeSpan.FromHours(23));
        Write("known.bin", TimeSpan.FromDays(400));
        Write("installation", TimeSpan.FromDays(400));

        folder.Sweep(new HashSet<string>(StringComparer.Ordinal) { "known" });

        Directory
            .GetFiles(_path)
            .Select(path => Path.GetFileName(path))
            .ShouldBe(["coming.part", "unnamed.bin", "known.bin", "installation"], ignoreOrder: true);
    }

    private void Write(string name, TimeSpan age)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllText(path, name);
        File.SetLastWriteTimeUtc(path, (_time.GetUtcNow() - age).UtcDateTime);
    }
}
