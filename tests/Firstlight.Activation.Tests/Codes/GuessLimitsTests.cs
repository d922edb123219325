using Firstlight.TestKit;

namespace Firstlight.Activation.Tests.Codes;

public sealed class GuessLimitsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void One_guesser_has_ten_tries_and_one_more_each_minute()
    {
        var limits = new GuessLimits(_time, GuessLimits.ShortCodesAltogether);

        Tries(limits, "192.0.2.1", 20).ShouldBe(GuessLimits.PerGuesser);
        Tries(limits, "192.0.2.2", 1).ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(3));
        Tries(limits, "192.0.2.1", 20).ShouldBe(3);
    }

    [Fact]
    public void All_guessers_together_have_sixty_and_as_many_more_each_minute()
    {
        var limits = new GuessLimits(_time, GuessLimits.ShortCodesAltogether);

        Enumerable.Range(1, 200).Sum(number => Tries(limits, $"192.0.2.{number}", 1)).ShouldBe(60);
        _time.Advance(TimeSpan.FromSeconds(30));
        Enumerable.Range(1, 200).Sum(number => Tries(limits, $"198.51.100.{number}", 1)).ShouldBe(30);
    }

    [Fact]
    public void A_thousand_tries_at_once_get_no_further_than_a_thousand_in_a_row()
    {
        var limits = new GuessLimits(_time, GuessLimits.ShortCodesAltogether);

        var paid = 0;
        Parallel.For(
            0,
            1_000,
            _ =>
            {
                if (limits.TryPay("192.0.2.1") is null)
                    Interlocked.Increment(ref paid);
            }
        );

        paid.ShouldBe(GuessLimits.PerGuesser);
    }

    [Fact]
    public void What_was_no_guess_is_given_back()
    {
        var limits = new GuessLimits(_time, GuessLimits.ShortCodesAltogether);

        for (var device = 0; device < 1_000; device++)
        {
            limits.TryPay("192.0.2.1").ShouldBeNull();
            limits.GiveBack("192.0.2.1");
        }
    }

    [Fact]
    public void More_guessers_than_are_remembered_share_one_purse()
    {
        var limits = new GuessLimits(_time, GuessLimits.ShortCodesAltogether);
        for (var number = 0; number < GuessLimits.GuessersMax; number++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1_000 / 60.0));
            limits.TryPay($"10.1.{number / 250}.{number % 250}");
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        Enumerable.Range(1, 250).Sum(number => Tries(limits, $"203.0.113.{number}", 1)).ShouldBeLessThanOrEqualTo(60);
    }

    private static int Tries(GuessLimits limits, string guesser, int count) =>
        Enumerable.Range(0, count).Count(_ => limits.TryPay(guesser) is null);
}
