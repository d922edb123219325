using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

public sealed class RefusedRecordsTests
{
    [Fact]
    public void A_record_up_to_the_refused_batch_may_not_be_on_disk()
    {
        var refused = new RefusedRecords();
        refused.Add([new DeviceId(1)], batch: 7);

        refused.MayConcern(new DeviceId(1), 7).ShouldBeTrue();
        refused.MayConcern(new DeviceId(1), 8).ShouldBeFalse();
        refused.MayConcern(new DeviceId(2), 7).ShouldBeFalse();
    }

    [Fact]
    public void What_is_forgotten_counts_as_refused()
    {
        var refused = new RefusedRecords();
        refused.Add([new DeviceId(1)], batch: 7);
        for (var device = 2; device <= RefusedRecords.Remembered + 1; device++)
            refused.Add([new DeviceId(device)], batch: 8);

        refused.MayConcern(new DeviceId(1), 7).ShouldBeTrue();
        refused.MayConcern(new DeviceId(999_999), 8).ShouldBeTrue();
        refused.MayConcern(new DeviceId(999_999), 9).ShouldBeFalse();
    }
}
