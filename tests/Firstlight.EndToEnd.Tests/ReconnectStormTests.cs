using System.Diagnostics;
using System.Globalization;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Promises 3, 4 and 8 when everybody comes back at once: the cloud is killed under all its devices, half of them native and half
/// on MQTT, and they knock again within a second.
/// </summary>
public sealed class ReconnectStormTests(ITestOutputHelper output)
{
    private const long IdleBytes = 350L * 1024 * 1024;
    private const long BytesPerDevice = 64 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PersonPatience = TimeSpan.FromSeconds(10);

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_are_back_nobodys_token_is_called_invalid_and_what_was_acknowledged_is_there()
    {
        var count = TestMode.Times(bounded: 1_000, full: 10_000);
        var storms = TestMode.Times(bounded: 2, full: 5);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {count} devices, {storms} storms");
        using var scratch = new Scratch();
        // Thousands that knock at a port where nobody is would take it.
        using var held = new HeldPort();
        var port = held.Number;
        var devices = await MakeAsync(scratch, port, count, new Random(seed));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var lives = devices.Select(device => device.LiveAsync(port, end.Token)).ToArray();
        for (var storm = 0; storm < storms; storm++)
        {
            await using var cloud = await StartAsync(scratch, port);
            await WeatherAsync(cloud, devices);
            await cloud.KillAsync();
        }

        await using var survivor = await StartAsync(scratch, port);
        await WeatherAsync(survivor, devices);
        await end.CancelAsync();
        await Task.WhenAll(lives);

        devices.Sum(device => device.CalledInvalid).ShouldBe(0);
        await NothingIsLostAsync(survivor, devices);
    }

    /// <summary>Everybody comes in; a person who works meanwhile is answered, and memory has an end.</summary>
    private async Task WeatherAsync(CloudProcess cloud, StormDevice[] devices)
    {
        var began = Stopwatch.GetTimestamp();
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (slowest, peak, back) = (TimeSpan.Zero, 0L, 0);
        while (back < devices.Length)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(2), $"{back} are back");
            var asked = Stopwatch.GetTimestamp();
            await api.GetAsync("api/v1/devices?limit=50", Cancellation);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(asked).Ticks));
            peak = Math.Max(peak, cloud.ResidentBytes);
            await Task.Delay(Pause, TimeProvider.System, Cancellation);
            back = devices.Count(device => device.BackAt > began);
        }

        output.WriteLine(
            $"all back after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s, slowest page {slowest.TotalMilliseconds:F0} ms, peak {peak >> 20} MB"
        );
        slowest.ShouldBeLessThan(PersonPatience);
        peak.ShouldBeLessThan(IdleBytes + devices.Length * BytesPerDevice);
    }

    private static async Task NothingIsLostAsync(CloudProcess cloud, StormDevice[] devices)
    {
        using var http = new HttpClient { BaseAddress = cloud.Address };
        foreach (var device in devices.Where(device => device.SpeaksMqtt))
        {
            var text = await http.GetStringAsync($"external/api/get?token={device.Token}&v2", Cancellation);
            int.Parse(text, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(device.Acknowledged);
        }
    }

    private static async Task<StormDevice[]> MakeAsync(Scratch scratch, int port, int count, Random random)
    {
        await using var cloud = await StartAsync(scratch, port);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Storm", Cancellation);
        var units = await api.MakeUnitsAsync(template, count, Cancellation);
        var devices = units.Select(
            (unit, index) =>
                new StormDevice(
                    unit["token"]!.GetValue<string>(),
                    speaksMqtt: index % 2 == 0,
                    TimeSpan.FromMilliseconds(random.Next(50, 1_000))
                )
        );
        return [.. devices];
    }

    private static Task<CloudProcess> StartAsync(Scratch scratch, int port) =>
        CloudProcess.StartAsync(scratch.Path, Cancellation, port);
}
