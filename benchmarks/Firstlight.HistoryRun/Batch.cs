using System.Globalization;

namespace Firstlight.HistoryRun;

/// <summary>What is stored by one commit: five points of each device, all of this moment.</summary>
internal static class Batch
{
    public const int Devices = 1_000;
    public const int Points = 5_000;

    public static List<Point> Make(long[] devices)
    {
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        return
        [
            .. Enumerable
                .Range(0, Points)
                .Select(index => new Point(
                    devices[index % devices.Length],
                    0,
                    now + index,
                    (20 + index % 100 / 10.0).ToString(CultureInfo.InvariantCulture)
                )),
        ];
    }
}
