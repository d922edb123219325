using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Many units at once: every one arrives, none twice. The figures are printed; docs/performance.md has measured ones.</summary>
public sealed class ActivationLoadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_device_of_a_whole_batch_is_activated_once()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var devices = TestMode.Times(bounded: 500, full: 10_000);
        await using var run = Child.StartDotnet(
            Repository.Benchmark("Firstlight.LoadRun"),
            ["--devices", $"{devices}", "--hold", "1", "--json"]
        );

        (await run.WaitForExitAsync(cancellation)).ShouldBe(0, run.Output);

        output.WriteLine(run.Output);
        var report = JsonNode.Parse(run.Output)!;
        report["activated"]!.GetValue<int>().ShouldBe(devices);
        report["listed"]!.GetValue<int>().ShouldBe(devices);
    }
}
