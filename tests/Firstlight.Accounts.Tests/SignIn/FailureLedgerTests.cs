using Firstlight.TestKit;

namespace Firstlight.Accounts.Tests.SignIn;

public sealed class FailureLedgerTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ManualTime _time = new();

    [Fact]
    public void Failures_spread_over_more_than_the_window_do_not_block()
    {
        var ledger = new FailureLedger(_time, failuresMax: 3, Window, keysMax: 10);

        for (var failure = 0; failure < 30; failure++)
        {
            ledger.Fail("a").ShouldBeNull();
            _time.Advance(Window / 2);
        }
    }

    [Fact]
    public void The_block_lasts_a_whole_window_from_the_last_failure_that_was_one_too_many()
    {
        var ledger = new FailureLedger(_time, failuresMax: 2, Window, keysMax: 10);

        ledger.Fail("a").ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(9));
        var until = ledger.Fail("a");

        until.ShouldBe(_time.GetUtcNow() + Window);
        _time.Advance(Window - TimeSpan.FromTicks(1));
        ledger.IsBlocked("a", out _).ShouldBeTrue();
        ledger.IsBlocked("b", out _).ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        ledger.IsBlocked("a", out _).ShouldBeFalse();
        ledger.Fail("a").ShouldBeNull();
    }

    [Fact]
    public void Memory_is_bounded_and_the_oldest_key_goes_first()
    {
        var ledger = new FailureLedger(_time, failuresMax: 1, Window, keysMax: 100);

        for (var key = 0; key < 10_000; key++)
        {
            ledger.Fail($"k{key}");
            ledger.Count.ShouldBeLessThanOrEqualTo(100);
        }

        ledger.IsBlocked("k0", out _).ShouldBeFalse();
        ledger.IsBlocked("k9999", out _).ShouldBeTrue();
    }

    [Fact]
    public void Old_keys_are_forgotten()
    {
        var ledger = new FailureLedger(_time, failuresMax: 3, Window, keysMax: 100);
        for (var key = 0; key < 50; key++)
            ledger.Fail($"k{key}");

        _time.Advance(Window);
        ledger.Fail("new");

        ledger.Count.ShouldBe(1);
    }
}
