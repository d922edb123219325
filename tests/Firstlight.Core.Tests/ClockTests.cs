using Firstlight.TestKit;

namespace Firstlight.Core.Tests;

public sealed class ClockTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wait_ends_at_its_moment_and_not_before()
    {
        var time = new ManualTime();

        var wait = time.WaitUntilAsync(time.GetUtcNow() + Minute, Cancellation);

        time.Advance(Minute - TimeSpan.FromTicks(1));
        wait.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        await wait;
    }

    [Fact]
    public void A_moment_that_has_passed_is_not_waited_for()
    {
        var time = new ManualTime();

        time.WaitUntilAsync(time.GetUtcNow(), Cancellation).IsCompletedSuccessfully.ShouldBeTrue();
        time.WaitingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_clock_set_forward_while_the_wait_is_prepared_is_noticed()
    {
        var time = new ManualTime();

        await new JumpingTime(time, Minute).WaitUntilAsync(time.GetUtcNow() + Minute, Cancellation);
    }

    [Fact]
    public async Task Without_a_moment_only_cancellation_ends_it()
    {
        var time = new ManualTime();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var wait = time.WaitUntilAsync(at: null, over.Token);

        time.Advance(TimeSpan.FromDays(40));
        wait.IsCompleted.ShouldBeFalse();
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => wait);
    }

    /// <summary>Set forward in the moment between the look at the clock and the timer.</summary>
    private sealed class JumpingTime(ManualTime time, TimeSpan jump) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            time.Advance(jump);
            return time.CreateTimer(callback, state, dueTime, period);
        }
    }
}
