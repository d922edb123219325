using Firstlight.ClusterLab.Logs;

namespace Firstlight.ClusterLab.Tests;

public sealed class EntryTests
{
    [Fact]
    public void What_a_client_writes_is_what_the_checker_reads_but_for_a_line_without_its_end()
    {
        var folder = Directory.CreateTempSubdirectory("firstlight-lab-");
        try
        {
            var path = Path.Combine(folder.FullName, "device-7.log");
            var time = new Firstlight.TestKit.ManualTime();
            using (var log = new ClientLog(path, time))
            {
                log.Write("open", 1);
                log.Write("send", 1, "7.1");
            }

            File.AppendAllText(path, "1763861909123 ack 1");

            var device = Evidence.ReadLogs(folder.FullName).Devices[7];
            device.Select(line => string.Join(' ', [line.Word, .. line.Rest])).ShouldBe(["open 1", "send 1 7.1"]);
            device[0].At.ShouldBe(time.GetUtcNow().ToUnixTimeMilliseconds());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
