using Firstlight.Cli.Firmware;

namespace Firstlight.Cli.Station;

/// <summary>The steps as they are done: stamp and flash, connect, self-test, print.</summary>
internal sealed class StationWork(
    Operator bench,
    StationCloud cloud,
    UnitFolder folder,
    Func<StationUnit, byte[]> make,
    OperatorCommand flash,
    OperatorCommand? print,
    SelfTest? test,
    Func<StationUnit, string, CancellationToken, Task> writeLabel
) : IStationWork
{
    public IReadOnlyList<(StationStep Step, Func<StationUnit, CancellationToken, Task<string?>> Act)> Steps =>
        [
            (StationStep.Flashed, FlashAsync),
            (StationStep.Online, WaitAsync),
            (StationStep.Tested, TestAsync),
            (StationStep.Printed, PrintAsync),
        ];

    private async Task<string?> FlashAsync(StationUnit unit, CancellationToken cancellation)
    {
        var name = $"unit-{unit.Number:D7}.bin";
        folder.Create();
        folder.Write(name, make(unit));
        try
        {
            bench.Tell($"Unit {unit.Number}: flashing");
            var code = await flash.RunAsync(folder.PathOf(name), cancellation);
            return code == 0 ? null : $"The flash command ended with code {code}.";
        }
        finally
        {
            // It holds the token, and the next try makes it again.
            folder.Delete(name);
        }
    }

    private Task<string?> WaitAsync(StationUnit unit, CancellationToken cancellation)
    {
        bench.Tell($"Unit {unit.Number}: waiting until it is online");
        return cloud.WaitUntilOnlineAsync(unit, cancellation);
    }

    private Task<string?> TestAsync(StationUnit unit, CancellationToken cancellation) =>
        test is null ? Task.FromResult<string?>(null) : cloud.WaitForSelfTestAsync(unit, test, cancellation);

    private async Task<string?> PrintAsync(StationUnit unit, CancellationToken cancellation)
    {
        if (print is null)
            return null;
        var name = $"label-{unit.Number:D7}.pdf";
        folder.Create();
        try
        {
            bench.Tell($"Unit {unit.Number}: printing its label");
            await writeLabel(unit, folder.PathOf(name), cancellation);
            var code = await print.RunAsync(folder.PathOf(name), cancellation);
            return code == 0 ? null : $"The print command ended with code {code}.";
        }
        finally
        {
            folder.Delete(name);
        }
    }
}
