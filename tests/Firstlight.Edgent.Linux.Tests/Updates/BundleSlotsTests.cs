using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Updates;

public sealed class BundleSlotsTests : IDisposable
{
    private readonly SlotBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Without_updates_the_packages_program_runs_and_nothing_is_written()
    {
        (await _bench.StartAsync()).ShouldBeNull();

        Directory.Exists(_bench.Folder).ShouldBeFalse();
        using var slots = _bench.Running(null);
        (await slots.ChooseProgramAsync([], Cancellation)).ShouldBe(
            new StartedProgram(SlotBench.Packaged, null, IsOnTrial: false, Returned: null)
        );
    }

    [Fact]
    public async Task A_new_version_is_on_trial_until_it_confirms_itself()
    {
        await InstallAsync("2.0.0");

        (await _bench.StartAsync()).ShouldBe("a");
        using var slots = _bench.Running("a");
        var trial = await slots.ChooseProgramAsync([], Cancellation);
        trial.ShouldBe(new StartedProgram("2.0.0", "Jan  2 2026 03:04:05", IsOnTrial: true, Returned: null));

        await slots.ConfirmAsync(Cancellation);
        foreach (var _ in Enumerable.Range(0, 10))
            (await _bench.StartAsync()).ShouldBe("a");
        (await slots.ChooseProgramAsync([], Cancellation)).IsOnTrial.ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_that_was_started_three_times_for_nothing_is_dropped_and_that_is_told_until_a_login()
    {
        await InstallAsync("2.0.0");
        foreach (var _ in Enumerable.Range(0, 3))
            (await _bench.StartAsync()).ShouldBe("a");

        (await _bench.StartAsync()).ShouldBeNull();

        using var slots = _bench.Running(null);
        (await slots.ChooseProgramAsync([], Cancellation)).Returned.ShouldBe("2.0.0");
        (await slots.ChooseProgramAsync([], Cancellation)).Returned.ShouldBe("2.0.0");
        await slots.ConfirmAsync(Cancellation);
        (await slots.ChooseProgramAsync([], Cancellation)).Returned.ShouldBeNull();
    }

    [Fact]
    public async Task The_version_that_comes_back_is_the_one_that_ran_before()
    {
        await _bench.UpdateAsync("2.0.0");
        using (var two = _bench.Running("a"))
            await _bench.InstallAsync(two, _bench.Maker.Make("3.0.0"));
        foreach (var _ in Enumerable.Range(0, 3))
            (await _bench.StartAsync()).ShouldBe("b");

        (await _bench.StartAsync()).ShouldBe("a");

        using var back = _bench.Running("a");
        var started = await back.ChooseProgramAsync([], Cancellation);
        (started.Version, started.Returned).ShouldBe(("2.0.0", "3.0.0"));
    }

    [Fact]
    public async Task A_version_that_was_told_bad_is_not_started_again()
    {
        await InstallAsync("2.0.0");
        (await _bench.StartAsync()).ShouldBe("a");
        using (var slots = _bench.Running("a"))
            await slots.RejectAsync(Cancellation);

        (await _bench.StartAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_version_that_cannot_be_started_at_all_is_dropped_at_once()
    {
        await InstallAsync("2.0.0");

        (await _bench.StartAsync(broken: "a")).ShouldBeNull();

        using var slots = _bench.Running(null);
        (await slots.ChooseProgramAsync([], Cancellation)).Returned.ShouldBe("2.0.0");
        _bench.Log.All.ShouldContain(line => line.Contains("Exec format error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_confirmed_version_that_cannot_be_started_any_more_gives_way_to_the_package()
    {
        await _bench.UpdateAsync("2.0.0");

        (await _bench.StartAsync(broken: "a")).ShouldBeNull();
    }

    [Fact]
    public async Task Another_package_ends_what_was_in_the_slots()
    {
        await _bench.UpdateAsync("2.0.0");
        var upgraded = _bench.Settings with { PackagedVersion = "1.5.0" };

        (await _bench.StartAsync(upgraded)).ShouldBeNull();
        (await _bench.StartAsync(upgraded)).ShouldBeNull();
    }

    [Fact]
    public async Task Updates_take_turns_and_never_touch_what_runs()
    {
        await _bench.UpdateAsync("2.0.0");
        await _bench.UpdateAsync("3.0.0", running: "a");
        (await _bench.StartAsync()).ShouldBe("b");

        await _bench.UpdateAsync("4.0.0", running: "b");

        (await _bench.StartAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task A_later_bundle_replaces_one_that_was_never_started()
    {
        await _bench.UpdateAsync("2.0.0");
        using var two = _bench.Running("a");
        await _bench.InstallAsync(two, _bench.Maker.Make("3.0.0"));
        await _bench.InstallAsync(two, _bench.Maker.Make("3.0.1"));

        (await _bench.StartAsync()).ShouldBe("b");
        using var next = _bench.Running("b");
        (await next.ChooseProgramAsync([], Cancellation)).Version.ShouldBe("3.0.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"trial":{"slot":"../..","version":"9","build":"","program":"x"},"packagedVersion":"1.0.0"}""")]
    [InlineData(
        """{"current":{"slot":"a","version":"9","build":"","program":"../../bin/sh"},"packagedVersion":"1.0.0"}"""
    )]
    public async Task A_state_that_cannot_be_read_leads_to_the_package(string state)
    {
        Directory.CreateDirectory(_bench.Folder);
        await File.WriteAllTextAsync(Path.Combine(_bench.Folder, "state.json"), state, Cancellation);

        (await _bench.StartAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_trial_that_cannot_be_counted_does_not_begin()
    {
        await _bench.UpdateAsync("2.0.0");
        using (var two = _bench.Running("a"))
            await _bench.InstallAsync(two, _bench.Maker.Make("3.0.0"));

        (await _bench.StartAsync(disk: new FullDisk())).ShouldBe("a");
    }

    [Fact]
    public async Task A_trial_without_a_login_in_its_time_ends_in_a_restart_into_the_version_before()
    {
        await InstallAsync("2.0.0");
        (await _bench.StartAsync()).ShouldBe("a");
        using var slots = _bench.Running("a");
        var (time, restart) = (new ManualTime(), new NotedRestart());

        var keeping = slots.KeepTrialAsync(() => false, restart, time, Cancellation);
        await Until.TrueAsync(() => time.WaitingTimers > 0, "it waits", Cancellation);
        time.Advance(TimeSpan.FromMinutes(10));
        await keeping;

        restart.Reason.ShouldBe(RestartReason.Firmware);
        (await _bench.StartAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_trial_on_a_device_that_has_nothing_to_log_in_with_is_good_when_it_has_lasted()
    {
        await InstallAsync("2.0.0");
        (await _bench.StartAsync()).ShouldBe("a");
        using var slots = _bench.Running("a");
        var (time, restart) = (new ManualTime(), new NotedRestart());

        var keeping = slots.KeepTrialAsync(() => true, restart, time, Cancellation);
        await Until.TrueAsync(() => time.WaitingTimers > 0, "it waits", Cancellation);
        time.Advance(TimeSpan.FromMinutes(9.9));
        (await slots.DescribeAsync(Cancellation)).IsOnTrial.ShouldBeTrue();
        time.Advance(TimeSpan.FromMinutes(0.1));
        await keeping;

        restart.Reason.ShouldBeNull();
        (await slots.DescribeAsync(Cancellation)).IsOnTrial.ShouldBeFalse();
        (await _bench.StartAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task A_trial_that_confirms_itself_in_time_goes_on()
    {
        await InstallAsync("2.0.0");
        (await _bench.StartAsync()).ShouldBe("a");
        using var slots = _bench.Running("a");
        var restart = new NotedRestart();
        var keeping = slots.KeepTrialAsync(() => false, restart, new ManualTime(), Cancellation);

        await slots.ConfirmAsync(Cancellation);

        await keeping;
        restart.Reason.ShouldBeNull();
        (await _bench.StartAsync()).ShouldBe("a");
    }

    [Fact]
    public async Task What_is_not_on_trial_is_not_watched()
    {
        using var slots = _bench.Running(null);

        await slots.KeepTrialAsync(() => false, new NotedRestart(), new ManualTime(), Cancellation);
    }

    private async Task InstallAsync(string version)
    {
        using var slots = _bench.Running(null);
        await _bench.InstallAsync(slots, _bench.Maker.Make(version));
    }

    private sealed class NotedRestart : IRestart
    {
        public RestartReason? Reason { get; private set; }

        public Task RestartAsync(RestartReason reason, CancellationToken cancellation)
        {
            Reason = reason;
            return Task.CompletedTask;
        }
    }
}
