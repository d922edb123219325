using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>An end is heard by whoever waits for it, whether they asked before it came or after.</summary>
public sealed class LazyEndTests
{
    private LazyEnd _end;

    [Fact]
    public void Whoever_waits_already_hears_it()
    {
        var waiting = _end.Task;
        waiting.IsCompleted.ShouldBeFalse();

        _end.Set();

        waiting.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void Whoever_asks_afterwards_need_not_wait()
    {
        _end.Set();

        _end.Task.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void Everybody_waits_for_the_same()
    {
        _end.Task.ShouldBeSameAs(_end.Task);
    }

    [Fact]
    public async Task It_is_missed_by_nobody_who_asks_in_the_moment_it_comes()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var box = new Box();
            using var both = new Barrier(2);
            var setting = Task.Run(
                () =>
                {
                    both.SignalAndWait(TestContext.Current.CancellationToken);
                    box.End.Set();
                },
                TestContext.Current.CancellationToken
            );
            both.SignalAndWait(TestContext.Current.CancellationToken);
            await box.End.Task.WaitAsync(TestContext.Current.CancellationToken);
            await setting;
        }
    }

    private sealed class Box
    {
        public LazyEnd End;
    }
}
