using Firstlight.Cli.Provisioning;

namespace Firstlight.Cli.Tests.Provisioning;

public sealed class TimingsTests
{
    [Theory]
    // before, watch, lag -> prescribed, device, own
    [InlineData(200, 2000, 150, 1100, 750, 150)]
    [InlineData(200, 1000, 100, 900, 0, 100)]
    [InlineData(0, 500, -20, 500, 0, 0)]
    [InlineData(0, 500, 900, 0, 0, 500)]
    public void The_parts_add_up(int before, int watch, int lag, int prescribed, int device, int own)
    {
        var timings = Timings.Of(Milliseconds(before), Milliseconds(watch), Milliseconds(lag));

        timings.Prescribed.ShouldBe(Milliseconds(prescribed));
        timings.Device.ShouldBe(Milliseconds(device));
        timings.OwnWaiting.ShouldBe(Milliseconds(own));
        (timings.Exchanges + timings.Prescribed + timings.Device + timings.OwnWaiting).ShouldBe(timings.Total);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
