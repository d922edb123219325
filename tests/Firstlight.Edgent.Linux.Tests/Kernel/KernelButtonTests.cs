using System.Threading.Channels;
using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Kernel;

public sealed class KernelButtonTests : IDisposable
{
    private const int Setup = ButtonSettings.KeyCodeDefault;

    private readonly InputBench _bench = new();
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly Channel<bool> _heard = Channel.CreateUnbounded<bool>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Down_and_up_are_told_once_each_and_repeats_and_other_keys_are_not()
    {
        using var device = _bench.Plug(0, "gpio-keys", Setup);
        await using var button = await OpenAsync(_bench.Settings);

        device.Write([.. InputBench.Key(30, 1), .. InputBench.Key(Setup, 1), .. InputBench.Key(Setup, 2)]);
        device.Write([.. InputBench.Key(Setup, 2), .. InputBench.Key(30, 0), .. InputBench.Key(Setup, 0)]);

        (await HearAsync()).ShouldBeTrue();
        (await HearAsync()).ShouldBeFalse();
        _heard.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_event_that_comes_in_pieces_is_one_event()
    {
        using var device = _bench.Plug(0, "gpio-keys", Setup);
        await using var button = await OpenAsync(_bench.Settings);
        var bytes = InputBench.Key(Setup, 1);

        foreach (var piece in bytes.Chunk(5))
        {
            device.Write(piece);
            await Task.Yield();
        }

        (await HearAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_the_first_device_that_has_the_key()
    {
        using var power = _bench.Plug(0, "pwr_button", 116);
        using var second = _bench.Plug(10, "other", Setup);
        using var first = _bench.Plug(2, "reset", 30, Setup, 500);
        await using var button = await OpenAsync(_bench.Settings);

        second.Write(InputBench.Key(Setup, 1));
        first.Write(InputBench.Key(Setup, 1));

        (await HearAsync()).ShouldBeTrue();
        _log.All.ShouldHaveSingleItem().ShouldContain("event2");
    }

    [Fact]
    public async Task It_is_the_device_with_the_name_or_the_path_that_was_given()
    {
        using var first = _bench.Plug(0, "gpio-keys", Setup);
        using var second = _bench.Plug(1, "front panel", 30);
        await using var named = await OpenAsync(_bench.Settings with { DeviceName = "front panel", KeyCode = 30 });
        second.Write(InputBench.Key(30, 1));
        (await HearAsync()).ShouldBeTrue();

        await using var placed = await OpenAsync(_bench.Settings with { Path = _bench.PathOf(0) });
        first.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_button_there_is_one_line_and_one_that_comes_later_is_found()
    {
        await using var button = await OpenAsync(_bench.Settings);
        foreach (var _ in Enumerable.Range(0, 5))
            await PassAsync(TimeSpan.FromSeconds(30));
        _log.All.ShouldHaveSingleItem().ShouldContain("no input device has key 141");

        using var device = _bench.Plug(3, "uinput", Setup);
        await PassAsync(TimeSpan.FromSeconds(30));
        device.Write(InputBench.Key(Setup, 1));

        (await HearAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_button_that_goes_away_while_held_counts_as_released_and_is_found_again()
    {
        var device = _bench.Plug(0, "gpio-keys", Setup);
        await using var button = await OpenAsync(_bench.Settings);
        device.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();

        _bench.Unplug(0, device);

        (await HearAsync()).ShouldBeFalse();
        using var again = _bench.Plug(1, "gpio-keys", Setup);
        await PassAsync(TimeSpan.FromSeconds(30));
        again.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task After_lost_events_nothing_counts_up_to_the_next_report_and_the_device_is_asked()
    {
        using var device = _bench.Plug(0, "gpio-keys", Setup);
        await using var button = await OpenAsync(_bench.Settings);
        device.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();

        // A FIFO cannot say which keys are down, so asked it says none.
        device.Write([
            .. InputBench.Event(InputEvent.Synchronization, InputEvent.Dropped, 0),
            .. InputBench.Event(InputEvent.Key, Setup, 1),
            .. InputBench.Event(InputEvent.Synchronization, InputEvent.Report, 0),
        ]);

        (await HearAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_listens_late_hears_that_it_is_down()
    {
        using var device = _bench.Plug(0, "gpio-keys", Setup);
        await using var button = await OpenAsync(_bench.Settings);
        device.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();

        button.Listen(down => _heard.Writer.TryWrite(down));

        (await HearAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task At_the_end_a_held_button_is_not_let_go()
    {
        using var device = _bench.Plug(0, "gpio-keys", Setup);
        var button = await OpenAsync(_bench.Settings);
        device.Write(InputBench.Key(Setup, 1));
        (await HearAsync()).ShouldBeTrue();

        await button.DisposeAsync();

        _heard.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(141, true)]
    [InlineData(0x2FF, true)]
    [InlineData(31, false)]
    [InlineData(140, false)]
    public void The_bitmap_is_read_from_its_end(int key, bool has) =>
        InputDevices.HasKey(InputBench.Bitmap(30, 141, 0x2FF), key).ShouldBe(has);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("nonsense")]
    public void A_device_without_keys_has_none(string bitmap) => InputDevices.HasKey(bitmap, 1).ShouldBeFalse();

    private async Task<KernelButton> OpenAsync(ButtonSettings settings)
    {
        var button = await KernelButton.OpenAsync(settings, _time, _log, Cancellation);
        button.Listen(down => _heard.Writer.TryWrite(down));
        return button;
    }

    private async Task<bool> HearAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        return await _heard.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Time passes once the button waits for it.</summary>
    private async Task PassAsync(TimeSpan span)
    {
        await Until.TrueAsync(() => _time.WaitingTimers > 0, "the button waits", Cancellation);
        _time.Advance(span);
    }
}
