using System.Net;
using Firstlight.Core;
using Firstlight.Gateway.Http;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.TestKit;
using Microsoft.Extensions.Options;
using static Firstlight.Gateway.Tests.Http.Calls;

namespace Firstlight.Gateway.Tests.Http;

/// <summary>A device that calls too often is told to wait, and nobody else feels it.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task A_device_above_the_limit_is_answered_with_429_until_it_has_waited()
    {
        await using var host = await GatewayHost.StartAsync(options =>
            (options.FloodLimit, options.FloodBurst) = (1, 3)
        );
        for (var call = 0; call < 3; call++)
            (await GetAsync(host, $"update?{T}&v0={call}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var answer = await GetAsync(host, $"update?{T}&v0=99");
        await answer.ShouldRefuseAsync("Too many requests. Try again later.", HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        host.Door.Values[new(0)].ShouldBe("2");

        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync(host, $"update?{T}&v0=99")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(host, $"update?{T}&v0=99")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_wrong_token_is_wrong_however_often_it_is_shown()
    {
        await using var host = await GatewayHost.StartAsync(options =>
            (options.FloodLimit, options.FloodBurst) = (1, 1)
        );
        for (var call = 0; call < 3; call++)
            await (await GetAsync(host, $"get?token={FakeDoor.Stranger}&v0")).ShouldRefuseAsync("Invalid token.");
    }

    [Fact]
    public void One_device_does_not_use_up_what_another_may_do()
    {
        var flood = Flood(new ManualTime(), perSecond: 1, burst: 1);
        flood.TryTake(new DeviceId(1)).ShouldBeTrue();
        flood.TryTake(new DeviceId(1)).ShouldBeFalse();
        flood.TryTake(new DeviceId(2)).ShouldBeTrue();
    }

    [Fact]
    public void No_more_than_a_fixed_number_of_devices_is_remembered_and_quiet_ones_are_forgotten()
    {
        var time = new ManualTime();
        var flood = Flood(time, perSecond: 1, burst: 1);
        for (var device = 1; device <= CallFlood.DevicesMax + 10; device++)
            flood.TryTake(new DeviceId(device)).ShouldBeTrue();
        flood.Count.ShouldBe(CallFlood.DevicesMax);

        time.Advance(TimeSpan.FromSeconds(2));
        flood.TryTake(new DeviceId(1)).ShouldBeTrue();
        flood.Count.ShouldBe(1);
    }

    [Fact]
    public void Without_a_limit_nothing_is_counted()
    {
        var flood = Flood(new ManualTime(), perSecond: null, burst: 1);
        for (var call = 0; call < 1_000; call++)
            flood.TryTake(new DeviceId(1)).ShouldBeTrue();
        flood.Count.ShouldBe(0);
    }

    private static CallFlood Flood(TimeProvider time, int? perSecond, int burst) =>
        new(Options.Create(new GatewayOptions { FloodLimit = perSecond, FloodBurst = burst }), time);
}
