using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Kernel;

public sealed class KernelLightTests : IDisposable
{
    private readonly LedBench _bench = new();
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_kernel_draws_where_it_can()
    {
        _bench.Plug("edgent", pattern: true);
        await using var light = await OpenAsync();

        light.Show(LightPatterns.WaitingForPhone);

        await ReadsAsync("edgent", "pattern", "255 50 255 0 0 500 0 0");
        _bench.Read("edgent", "trigger").ShouldBe("pattern");
        _time.WaitingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Another_pattern_replaces_it_and_at_the_end_the_light_is_out()
    {
        _bench.Plug("edgent", pattern: true);
        var light = await OpenAsync();
        light.Show(LightPatterns.WaitingForPhone);
        await ReadsAsync("edgent", "pattern", "255 50 255 0 0 500 0 0");

        light.Show(LightPatterns.Online);
        await ReadsAsync("edgent", "pattern", "0 2432 255 2432");

        await light.DisposeAsync();
        _bench.Read("edgent", "trigger").ShouldBe("none");
        _bench.Read("edgent", "brightness").ShouldBe("0");
    }

    [Fact]
    public async Task Without_the_kernels_help_it_is_drawn_edge_by_edge()
    {
        _bench.Plug("edgent");
        await using var light = await OpenAsync();

        light.Show(LightPatterns.WaitingForPhone);

        await ReadsAsync("edgent", "brightness", "255");
        await PassAsync(TimeSpan.FromMilliseconds(49));
        _bench.Read("edgent", "brightness").ShouldBe("255");
        await PassAsync(TimeSpan.FromMilliseconds(1));
        await ReadsAsync("edgent", "brightness", "0");
        await PassAsync(TimeSpan.FromMilliseconds(500));
        await ReadsAsync("edgent", "brightness", "255");
        _bench.Read("edgent", "trigger").ShouldBe("none");
    }

    [Fact]
    public async Task Breathing_is_drawn_in_steps()
    {
        _bench.Plug("edgent", brightest: 100);
        await using var light = await OpenAsync();

        light.Show(LightPatterns.Online);

        await PassAsync(TimeSpan.FromMilliseconds(1216));
        await ReadsAsync("edgent", "brightness", "50");
        await PassAsync(TimeSpan.FromMilliseconds(1216));
        await ReadsAsync("edgent", "brightness", "100");
    }

    [Fact]
    public async Task A_dark_light_costs_nothing()
    {
        _bench.Plug("edgent");
        await using var light = await OpenAsync();
        light.Show(LightPatterns.WaitingForPhone);
        await ReadsAsync("edgent", "brightness", "255");

        light.Show(LightPatterns.Off);

        await ReadsAsync("edgent", "brightness", "0");
        await Until.TrueAsync(() => _time.WaitingTimers == 0, "nothing waits", Cancellation);
    }

    [Fact]
    public async Task A_multicolour_light_mixes_the_colour_in_the_order_it_names()
    {
        _bench.Plug("rgb:status", pattern: true, colours: "green red blue white");
        await using var light = await OpenAsync();

        light.Show(LightPatterns.Failed);

        await ReadsAsync("rgb:status", "pattern", "255 80 255 0 0 100 0 0 255 80 255 0 0 1000 0 0");
        _bench.Read("rgb:status", "multi_intensity").ShouldBe("16 255 8 0");
    }

    [Fact]
    public async Task Three_channels_share_the_colour()
    {
        _bench.Plug("r", brightest: 255);
        _bench.Plug("g", brightest: 100);
        _bench.Plug("b", brightest: 1);
        await using var light = await OpenAsync(_bench.Settings with { Red = "r", Green = "g", Blue = "b" });

        light.Show(LightPatterns.ReachingCloud);

        await ReadsAsync("b", "brightness", "1");
        _bench.Read("r", "brightness").ShouldBe("46");
        _bench.Read("g", "brightness").ShouldBe("100");
    }

    [Fact]
    public async Task Brightness_can_be_turned_down()
    {
        _bench.Plug("edgent");
        await using var light = await OpenAsync(_bench.Settings with { BrightnessPercent = 20 });

        light.Show(LightPatterns.WaitingForPhone);

        await ReadsAsync("edgent", "brightness", "51");
    }

    [Fact]
    public async Task Who_may_not_choose_the_kernels_pattern_draws_it_and_says_so_once()
    {
        _bench.Plug("edgent", pattern: true);
        _bench.Refuse("edgent", "pattern");
        await using var light = await OpenAsync();

        light.Show(LightPatterns.WaitingForPhone);
        foreach (var _ in Enumerable.Range(1, 19))
            await PassAsync(TimeSpan.FromMilliseconds(100));
        await ReadsAsync("edgent", "brightness", "255");
        light.Show(LightPatterns.PhonePresent);
        await PassAsync(TimeSpan.FromMilliseconds(60));
        await ReadsAsync("edgent", "brightness", "255");

        _log.All.Count(line => line.Contains("step by step", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_given_to_us_a_moment_later_is_used_then()
    {
        _bench.Plug("edgent", pattern: true);
        _bench.Refuse("edgent", "pattern");
        await using var light = await OpenAsync();

        light.Show(LightPatterns.WaitingForPhone);
        await PassAsync(TimeSpan.FromMilliseconds(100));
        await Until.TrueAsync(() => _time.WaitingTimers > 0, "it waits again", Cancellation);
        _bench.Give("edgent", "pattern");
        _time.Advance(TimeSpan.FromMilliseconds(100));

        await ReadsAsync("edgent", "pattern", "255 50 255 0 0 500 0 0");
        _log.All.ShouldHaveSingleItem().ShouldContain("drawn by the kernel");
    }

    [Fact]
    public async Task The_trigger_stays_from_one_pattern_to_the_next()
    {
        _bench.Plug("edgent", pattern: true);
        await using var light = await OpenAsync();
        light.Show(LightPatterns.WaitingForPhone);
        await ReadsAsync("edgent", "pattern", "255 50 255 0 0 500 0 0");
        _bench.Write("edgent", "trigger", "untouched");

        light.Show(LightPatterns.Updating);

        await ReadsAsync("edgent", "pattern", "255 50 255 0 0 50 0 0");
        _bench.Read("edgent", "trigger").ShouldBe("untouched");
    }

    [Fact]
    public async Task Without_a_light_there_is_one_line_and_one_that_comes_later_is_used()
    {
        await using var light = await OpenAsync();
        light.Show(LightPatterns.WaitingForPhone);
        light.Show(LightPatterns.PhonePresent);
        _log.All.ShouldHaveSingleItem().ShouldContain("no light is called edgent or NAME:status");

        _bench.Plug("edgent");
        light.Show(LightPatterns.JoiningNetwork);

        await ReadsAsync("edgent", "brightness", "255");
    }

    [Fact]
    public async Task A_light_that_goes_away_and_comes_back_shows_the_next_pattern()
    {
        _bench.Plug("edgent");
        await using var light = await OpenAsync();
        light.Show(LightPatterns.WaitingForPhone);
        await ReadsAsync("edgent", "brightness", "255");

        _bench.Unplug("edgent");
        light.Show(LightPatterns.PhonePresent);
        await Until.TrueAsync(() => _log.All.Count == 2, "the loss is said", Cancellation);
        _bench.Plug("edgent");
        light.Show(LightPatterns.JoiningNetwork);

        await ReadsAsync("edgent", "brightness", "255");
    }

    [Theory]
    [InlineData(0x0D36FF, 0, 0, 1)]
    [InlineData(0x2EFFB9, 0, 1, 1)]
    [InlineData(0xA700FF, 1, 0, 1)]
    [InlineData(0xFF1008, 1, 0, 0)]
    [InlineData(0xFFFFE7, 1, 1, 1)]
    public async Task Channels_that_are_only_on_or_off_show_the_nearest_colour(int rgb, int red, int green, int blue)
    {
        foreach (var name in new[] { "r", "g", "b" })
            _bench.Plug(name, brightest: 1);
        await using var light = await OpenAsync(
            _bench.Settings with
            {
                Red = "r",
                Green = "g",
                Blue = "b",
                BrightnessPercent = 30,
            }
        );

        light.Show(new LightPattern("any", rgb, LightMotion.Blinking, [100, 100]));
        await Until.TrueAsync(() => _time.WaitingTimers > 0, "it is drawn", Cancellation);

        _bench.Read("r", "brightness").ShouldBe($"{red}");
        _bench.Read("g", "brightness").ShouldBe($"{green}");
        _bench.Read("b", "brightness").ShouldBe($"{blue}");
    }

    private Task<KernelLight> OpenAsync(LightSettings? settings = null) =>
        KernelLight.OpenAsync(settings ?? _bench.Settings, _time, _log, Cancellation);

    private Task ReadsAsync(string name, string file, string value) =>
        Until.TrueAsync(
            () => _bench.Read(name, file) == value,
            $"{name}/{file} is {value}, not {_bench.Read(name, file)}",
            Cancellation,
            TimeSpan.FromSeconds(20)
        );

    private async Task PassAsync(TimeSpan span)
    {
        await Until.TrueAsync(() => _time.WaitingTimers > 0, "the light waits", Cancellation);
        _time.Advance(span);
    }
}
