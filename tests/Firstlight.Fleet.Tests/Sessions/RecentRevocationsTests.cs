using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Fleet.Tests;

public sealed class RecentRevocationsTests
{
    private static readonly DeviceId Device = new(1);

    [Fact]
    public void Only_those_who_began_before_it_are_concerned()
    {
        var revocations = new RecentRevocations();
        var before = revocations.Stamp;
        revocations.Add(Device, kept: null);

        revocations.MayConcern(Device, before, mine: null).ShouldBeTrue();
        revocations.MayConcern(new DeviceId(2), before, mine: null).ShouldBeFalse();
        revocations.MayConcern(Device, revocations.Stamp, mine: null).ShouldBeFalse();
    }

    [Fact]
    public void The_token_that_replaced_the_others_is_not_concerned()
    {
        var revocations = new RecentRevocations();
        revocations.Add(Device, new ProvisioningSessionId(9));

        revocations.MayConcern(Device, 0, new ProvisioningSessionId(9)).ShouldBeFalse();
        revocations.MayConcern(Device, 0, new ProvisioningSessionId(8)).ShouldBeTrue();
    }

    [Fact]
    public void Whoever_began_before_memory_reaches_back_begins_again()
    {
        var revocations = new RecentRevocations();
        revocations.Add(Device, kept: null);
        var later = revocations.Stamp;
        for (var number = 0; number < RecentRevocations.Remembered; number++)
            revocations.Add(new DeviceId(100 + number), kept: null);

        revocations.MayConcern(Device, 0, mine: null).ShouldBeTrue();
        revocations.MayConcern(Device, later, mine: null).ShouldBeFalse();
        revocations.Count.ShouldBe(RecentRevocations.Remembered);
    }
}
