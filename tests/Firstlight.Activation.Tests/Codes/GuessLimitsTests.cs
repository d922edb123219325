using Firstlight.TestKit;

namespace Firstlight.Activation.Tests.Codes;

public sealed class GuessLimitsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void One_address_has_ten_tries_and_one_more_each_minute()
    {
        var limits = new GuessLimits(_time);

        Tries(limits, "192.0.2.1", 20).ShouldBe(GuessLimits.PerAddress);
        Tries(limits, "192.0.2.2", 1).ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(3));
        Tries(limits, "192.0.2.1", 20).ShouldBe(3);
    }

    [Fact]
    public void All_addresses_together_have_sixty_and_as_many_more_each_minute()
    {
        var limits = new GuessLimits(_time);

        Enumerable.Range(1, 200).Sum(number => Tries(limits, $"192.0.2.{number}", 1)).ShouldBe(60);
        _time.Advance(TimeSpan.FromSeconds(30));
        Enumerable.Range(1, 200).Sum(number => Tries(limits, $"198.51.100.{number}", 1)).ShouldBe(30);
    }

    [Fact]
    public void A_thousand_tries_at_once_get_no_further_than_a_thousand_in_a_row()
    {
        var limits = new GuessLimits(_time);

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

        paid.ShouldBe(GuessLimits.PerAddress);
    }

    [Fact]
    public void What_was_no_guess_is_given_back()
    {
        var limits = new GuessLimits(_time);

        for (var device = 0; device < 1_000; device++)
        {
            limits.TryPay("192.0.2.1").ShouldBeNull();
            limits.GiveBack("192.0.2.1");
        }
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData(null, "not an address")]
    public void Whoever_owns_several_addresses_of_one_network_is_one(string? one, string? other)
    {
        var limits = new GuessLimits(_time);

        Tries(limits, one, GuessLimits.PerAddress).ShouldBe(GuessLimits.PerAddress);
        Tries(limits, other, 1).ShouldBe(0);
    }

    [Fact]
    public void More_addresses_than_are_remembered_share_one_purse()
    {
        var limits = new GuessLimits(_time);
        for (var number = 0; number < GuessLimits.AddressesMax; number++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1_000 / 60.0));
            limits.TryPay($"10.1.{number / 250}.{number % 250}");
        }

        _time.Advance(TimeSpan.FromSeconds(20));
        Enumerable.Range(1, 250).Sum(number => Tries(limits, $"203.0.113.{number}", 1)).ShouldBeLessThanOrEqualTo(60);
    }

    private static int Tries(GuessLimits limits, string? address, int count) =>
        Enumerable.Range(0, count).Count(_ => limits.TryPay(address) is null);
}
