using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A large order of static tokens. The figures are printed; docs/performance.md has measured ones.</summary>
public sealed class StaticLoadTests(ITestOutputHelper output)
{
    private const long CloudBytesMax = 400_000_000;

    [Fact]
    public async Task Every_token_is_exported_every_claim_wins_and_memory_stays_flat()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tokens = TestMode.Times(bounded: 50_000, full: 1_000_000);
        await using var run = Child.StartDotnet(
            Repository.Benchmark("Firstlight.LoadRun"),
            ["static", "--tokens", $"{tokens}", "--pictures", "500", "--claims", "500", "--rate", "200", "--json"]
        );

        (await run.WaitForExitAsync(cancellation)).ShouldBe(0, run.Output);

        output.WriteLine(run.Output);
        var report = JsonNode.Parse(run.Output)!;
        report["exported"]!.GetValue<int>().ShouldBe(tokens);
        report["claimed"]!.GetValue<int>().ShouldBe(500);
        report["importedRows"]!.GetValue<int>().ShouldBe(tokens);
        report["importPeakBytes"]!.GetValue<long>().ShouldBeLessThan(CloudBytesMax);
    }
}
