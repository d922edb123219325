using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A device that comes in twice at once replaces itself; people see one device that is online.</summary>
public sealed class LoginStormTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_logs_in_twice_at_once_again_and_again_is_online_once_and_never_offline()
    {
        const int storms = 50;
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Twins", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Twin", Cancellation);
        await using var live = await LiveWatch.StartAsync(api, Cancellation);

        for (var storm = 0; storm < storms; storm++)
        {
            await using var first = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            await using var second = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
            var between = TimeSpan.FromMilliseconds(random.Next(0, 6));

            var one = first!.LoginAsync(token, Cancellation);
            if (between > TimeSpan.Zero)
                await Task.Delay(between, TimeProvider.System, Cancellation);
            var two = second!.LoginAsync(token, Cancellation);

            // The older one may be closed before it hears its answer; the one that stays answers a ping.
            StatusCode?[] answers = [await one, await two];
            answers.ShouldAllBe(status => status == null || status == StatusCode.Success);
            answers.ShouldContain(StatusCode.Success);
            StatusCode?[] pings = [await first.PingAsync(Cancellation), await second.PingAsync(Cancellation)];
            pings.Count(status => status == StatusCode.Success).ShouldBe(1, $"storm {storm}");
        }

        // The last words of the last storm have to reach the watcher.
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 21 }, Cancellation);
        await Until.TrueAsync(() => live.Count("datastream", id) == 1, "the watcher saw it all", Cancellation);
        live.Count("device.online", id).ShouldBe(1);
        live.Count("device.offline", id).ShouldBe(0);
        await using var last = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
        (await last!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        var device = await api.GetAsync($"api/v1/devices/{id}", Cancellation);
        device["online"]!.GetValue<bool>().ShouldBeTrue();
        var events = await api.GetAsync($"api/v1/devices/{id}/events", Cancellation);
        events["items"]!.AsArray().Count(seen => seen!["code"]!.GetValue<string>() == "online").ShouldBe(1);
        events["items"]!.AsArray().ShouldNotContain(seen => seen!["code"]!.GetValue<string>() == "offline");
    }
}
