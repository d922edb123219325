using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Firstlight.Fleet.Tests;

public sealed class FleetRegistrationTests
{
    [Fact]
    public async Task Ready_is_what_has_started_and_not_stopped()
    {
        await using var fleet = await TestFleet.StartAsync();
        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Healthy);
        await fleet.StopAsync(CancellationToken.None);
        (await fleet.HealthAsync()).ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public async Task Limits_that_cannot_work_stop_the_start()
    {
        await Should.ThrowAsync<OptionsValidationException>(() =>
            TestFleet.StartAsync(options => options.PendingRecordsMax = 1)
        );
        await Should.ThrowAsync<OptionsValidationException>(() =>
            TestFleet.StartAsync(options => options.FlushInterval = TimeSpan.Zero)
        );
    }
}
